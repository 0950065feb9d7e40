import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../model';
import { clientPolicies, clientProgramsManifest } from './client-manifests';
import { clusterOffer } from './cluster';
import { asFolder } from './folder';
import { apply, kubectl, kubectlJson } from './kubectl';
import { componentHash, folderOf, isPartOf, readManifestFiles } from './manifests';
import type { NodeAdapter } from './nodes';
import { type ProvenComponent, waitHealthy } from './proven-component';
import { randomPassword, transform } from './transform';
import { remindScheduler } from './unscheduled';
import { until } from './wait';

/** Production's manifests as this cluster gets them, without those of the other proven components, which would share its few cores. */
export interface Deployment {
  readonly component: ProvenComponent;
  readonly manifests: readonly Manifest[];
  readonly changes: readonly string[];
  /** Hash of the component's manifests before any change. */
  readonly componentHash: string;
}

const marker = 'proof-deployment';

/** Reads the manifests and adapts them to this cluster. Changes nothing on the cluster except the nodes' images. */
export async function prepareDeployment(
  root: string,
  adapter: NodeAdapter,
  component: ProvenComponent,
  others: readonly ProvenComponent[],
): Promise<Deployment> {
  const { dist, id } = component;
  const hash = componentHash(readManifestFiles(join(root, folderOf(component))))(id);
  if (!hash) throw new Error(`${folderOf(component)} has no manifest with the label app.kubernetes.io/instance: ${id}`);
  const { own, leftOut } = withoutOthers(
    dist.manifests,
    others.map((other) => other.id),
  );
  const { manifests, changes } = transform(own, await clusterOffer(dist.namespace), randomPassword);
  const programs = Object.values(component.programs());
  const images = programs.map((program) => program.image);
  await provideImages(adapter, manifests, images);
  const files = await Promise.all(programs.map((program) => program.files()));
  const policies = clientPolicies(dist, component.parts);
  return {
    component,
    manifests: [...manifests, ...policies, clientProgramsManifest(dist.namespace, Object.assign({}, ...files))],
    changes: [
      ...changes,
      ...leftOut.map((name) => `everything of ${name} omitted: one store at a time`),
      `NetworkPolicies ${policies.map(({ metadata }) => metadata.name).join(', ')} added: they allow the clients of the proof to reach it and DNS`,
    ],
    componentHash: hash,
  };
}

/** Removes the manifests of other components; their Secrets, which have no instance label, stay. */
export function withoutOthers(manifests: readonly Manifest[], others: readonly string[]): { own: readonly Manifest[]; leftOut: readonly string[] } {
  const ownerOf = ({ metadata }: Manifest) => others.find((other) => isPartOf(other, metadata.labels?.['app.kubernetes.io/instance']));
  return {
    own: manifests.filter((manifest) => !ownerOf(manifest)),
    leftOut: others.filter((other) => manifests.some((manifest) => ownerOf(manifest) === other)),
  };
}

const provideImages = (adapter: NodeAdapter, manifests: readonly Manifest[], clientImages: readonly string[]): Promise<void> =>
  asFolder(manifests, async (folder) => {
    writeFileSync(join(folder, 'clients.yaml'), clientImages.map((image) => `- image: ${image}\n`).join(''));
    await adapter.provideImages(folder);
  });

/** Brings the component to the state that every row starts from. A deployment from other manifests is removed first. */
export async function ensureDeployed(deployment: Deployment, say: (text: string) => void): Promise<void> {
  const { component } = deployment;
  const { namespace } = component.dist;
  if ((await deployedState(namespace)) !== stateOf(deployment)) {
    say('not deployed from these manifests: deploying from nothing');
    await removeEverything(namespace);
  }
  await deploy(deployment); // restores what an interrupted row changed
  if ((await component.notHealthy().catch(String)) === undefined) return;
  say(`waiting for ${component.id}`);
  await remindScheduler(namespace);
  await waitHealthy(component);
}

/** Applies everything and records the state that was applied. */
export async function deploy(deployment: Deployment): Promise<void> {
  const { namespace } = deployment.component.dist;
  const state: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: marker, namespace }, data: { state: stateOf(deployment) } };
  await apply([...deployment.manifests, state]);
}

/** Deletes a namespace. Pods get no time to stop, because nothing of them is needed any more. */
export async function removeEverything(namespace: string): Promise<void> {
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
  const gone = async () => {
    const left = await kubectl(['get', 'namespace', namespace, '--ignore-not-found', '-o', 'name']);
    if (left === '') return undefined;
    await kubectl(['delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0', '--wait=false']);
    return `${left.trim()} still exists`;
  };
  await until(`namespace ${namespace} gone`, gone, { timeoutSeconds: 180, everySeconds: 1 });
}

/** Makes the next row start from nothing. */
export const forgetDeployment = async (namespace: string): Promise<void> =>
  void (await kubectl(['delete', 'configmap', marker, '-n', namespace, '--ignore-not-found']));

async function deployedState(namespace: string): Promise<string | undefined> {
  type Marker = { data?: Record<string, string> };
  const found = await kubectlJson<Marker>(['get', 'configmap', marker, '-n', namespace]).catch(() => undefined);
  return found?.data?.state;
}

/** A hash over all manifests except Secrets, whose values are random. */
const stateOf = (deployment: Deployment): string =>
  createHash('sha256')
    .update(JSON.stringify(deployment.manifests.filter((manifest) => manifest.kind !== 'Secret')))
    .digest('hex');
