import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { clientNetworkPolicies } from './client-manifests';
import { clientPrograms, clientProgramsConfigMap } from './client-programs';
import { clusterOffer } from './cluster';
import { namespace, notHealthy, waitHealthy } from './component';
import { apply, kubectl, kubectlJson } from './kubectl';
import type { Manifest } from './manifest';
import { componentHash, parseManifests, provenFolder, readManifestFiles } from './manifests';
import type { NodeAdapter } from './nodes';
import { transform } from './transform';
import { until } from './wait';

/** Production's manifests as this cluster gets them. */
export interface Deployment {
  readonly manifests: readonly Manifest[];
  readonly changes: readonly string[];
  /** Hash of the component's manifests before any change. */
  readonly componentHash: string;
}

const password = (): string => randomBytes(16).toString('hex');
const marker = 'proof-deployment';

/** Reads, fits and provides what is deployed; touches nothing on the cluster but the nodes' images. */
export async function prepareDeployment(root: string, adapter: NodeAdapter): Promise<Deployment> {
  const files = readManifestFiles(join(root, provenFolder));
  const { manifests, changes } = transform(parseManifests(files), await clusterOffer(), password);
  const images = Object.values(clientPrograms(manifests)).map((program) => program.image);
  await provideImages(adapter, manifests, images);
  return {
    manifests: [...manifests, ...clientNetworkPolicies, await clientProgramsConfigMap()],
    changes: [
      ...changes,
      'NetworkPolicies proof-client, proof-client-database and proof-client-reads added: they let the clients of the proof reach the two, and DNS',
    ],
    componentHash: componentHash(files),
  };
}

async function provideImages(adapter: NodeAdapter, manifests: readonly Manifest[], clientImages: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    writeFileSync(join(folder, 'manifests.yaml'), manifests.map((manifest) => stringify(manifest)).join('---\n'));
    writeFileSync(join(folder, 'clients.yaml'), clientImages.map((image) => `- image: ${image}\n`).join(''));
    await adapter.provideImages(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Brings the component to the state that every row starts from; what runs from other manifests goes first. */
export async function ensureDeployed(deployment: Deployment, say: (text: string) => void): Promise<void> {
  if ((await deployedState()) !== stateOf(deployment)) {
    say('not deployed from these manifests: from nothing');
    await removeEverything();
  }
  await deploy(deployment); // what an interrupted row changed is put back
  if ((await notHealthy().catch(String)) === undefined) return;
  say('waiting for three members that stream');
  await waitHealthy();
}

/** Applies everything and remembers from what. */
export async function deploy(deployment: Deployment): Promise<void> {
  const state: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: marker, namespace }, data: { state: stateOf(deployment) } };
  await apply([...deployment.manifests, state]);
}

/** Deletes the namespace; pods get no time to stop, since nothing of them is needed any more. */
export async function removeEverything(): Promise<void> {
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
  const gone = async () => {
    const left = await kubectl(['get', 'namespace', namespace, '--ignore-not-found', '-o', 'name']);
    if (left === '') return undefined;
    await kubectl(['delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0', '--wait=false']);
    return `${left.trim()} is still there`;
  };
  await until(`namespace ${namespace} gone`, gone, { timeoutSeconds: 180, everySeconds: 1 });
}

async function deployedState(): Promise<string | undefined> {
  type Marker = { data?: Record<string, string> };
  const found = await kubectlJson<Marker>(['get', 'configmap', marker, '-n', namespace]).catch(() => undefined);
  return found?.data?.state;
}

/** Over all manifests but Secrets, whose values are random. */
const stateOf = (deployment: Deployment): string =>
  createHash('sha256')
    .update(JSON.stringify(deployment.manifests.filter((manifest) => manifest.kind !== 'Secret')))
    .digest('hex');
