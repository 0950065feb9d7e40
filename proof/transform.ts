import { randomBytes } from 'node:crypto';
import type { Manifest } from '../model';
import { bytesOf, nameOf } from '../model';
import type { Container, EgressRule, PodSpec } from './shapes';

/** What the cluster under test has, as far as production's manifests must be adapted to it. */
export interface ClusterOffer {
  /** `apiVersion/Kind` of everything that the API server serves. */
  readonly kinds: ReadonlySet<string>;
  readonly storageClasses: readonly string[];
  readonly priorityClasses: readonly string[];
  readonly apiServer: { readonly addresses: readonly string[]; readonly port: number };
  /** Values of existing Secrets, by `namespace/name`. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface Transformed {
  readonly manifests: Manifest[];
  /** The changes, in words, for docs/proof.md. */
  readonly changes: string[];
}

export const randomPassword = (): string => randomBytes(16).toString('hex');

/** What a container or a volume of the test may have at most. */
export const limits = { cpuMillis: 20, memoryMiB: 512, storageMiB: 1024 };

/**
 * Adapts production's manifests to a small cluster without operators, and changes nothing else.
 *
 * @param password returns a new random password
 */
export function transform(manifests: readonly Manifest[], offer: ClusterOffer, password: () => string): Transformed {
  const changes: string[] = [];
  const transformed = structuredClone(manifests).flatMap((manifest) => {
    if (manifest.kind === 'ExternalSecret') return [secretFor(manifest, offer, password, changes)];
    if (!offer.kinds.has(`${manifest.apiVersion}/${manifest.kind}`)) {
      changes.push(`${nameOf(manifest)}: omitted, the cluster does not serve ${manifest.apiVersion}`);
      return [];
    }
    const where = nameOf(manifest);
    if (manifest.spec?.template?.spec) shrinkPod(where, manifest.spec.template.spec, offer, changes);
    for (const claim of manifest.spec?.volumeClaimTemplates ?? []) fitClaim(`${where}, claim ${claim.metadata.name}`, claim.spec, offer, changes);
    if (manifest.kind === 'PersistentVolumeClaim') fitClaim(where, manifest.spec ?? {}, offer, changes);
    if (manifest.kind === 'NetworkPolicy') pointAtApiServer(where, manifest.spec?.egress ?? [], offer, changes);
    return [manifest];
  });
  return { manifests: transformed, changes };
}

/** The Secret that the operator would create. Existing values stay, so that a second deployment keeps the passwords. */
function secretFor(external: Manifest, offer: ClusterOffer, password: () => string, changes: string[]): Manifest {
  const name = external.spec?.target?.name ?? external.metadata.name;
  const { namespace } = external.metadata;
  const there = offer.secrets.get(`${namespace}/${name}`) ?? {};
  const given: readonly { secretKey: string }[] = external.spec?.data ?? [];
  const keys = given.map(({ secretKey }) => secretKey);
  if (keys.length === 0) throw new Error(`${nameOf(external)}: spec.data names no secretKey, so its Secret cannot be created`);
  changes.push(`${nameOf(external)}: replaced by a plain Secret ${name} (${keys.join(', ')}) with random values`);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: external.metadata.labels },
    stringData: Object.fromEntries(keys.map((key) => [key, there[key] ?? password()])),
  };
}

function shrinkPod(where: string, pod: PodSpec, offer: ClusterOffer, changes: string[]): void {
  for (const container of [...(pod.initContainers ?? []), ...(pod.containers ?? [])]) shrinkContainer(where, container, changes);
  if (pod.priorityClassName && !offer.priorityClasses.includes(pod.priorityClassName)) {
    changes.push(`${where}: priority class ${pod.priorityClassName} removed, the cluster does not have it`);
    delete pod.priorityClassName;
  }
}

function shrinkContainer(where: string, container: Container, changes: string[]): void {
  const { requests, limits: ceilings } = container.resources ?? {};
  const shrunk: string[] = [];
  const shrink = (
    of: Record<string, string> | undefined,
    title: string,
    key: string,
    most: number,
    unit: string,
    read: (value: string) => number,
  ) => {
    const value = of?.[key];
    if (!of || value === undefined || read(value) <= most) return;
    of[key] = `${most}${unit}`;
    shrunk.push(`${title} ${value} -> ${most}${unit}`);
  };
  shrink(requests, 'cpu request', 'cpu', limits.cpuMillis, 'm', millisOf);
  shrink(requests, 'memory request', 'memory', limits.memoryMiB, 'Mi', mebibytesOf);
  shrink(ceilings, 'memory limit', 'memory', limits.memoryMiB, 'Mi', mebibytesOf);
  if (shrunk.length > 0) changes.push(`${where}, container ${container.name}: ${shrunk.join(', ')}`);
}

function fitClaim(
  where: string,
  claim: { storageClassName?: string; resources?: { requests?: { storage?: string } } },
  offer: ClusterOffer,
  changes: string[],
): void {
  const requests = claim.resources?.requests;
  if (requests?.storage && mebibytesOf(requests.storage) > limits.storageMiB) {
    changes.push(`${where}: storage ${requests.storage} -> ${limits.storageMiB / 1024}Gi`);
    requests.storage = `${limits.storageMiB / 1024}Gi`;
  }
  if (claim.storageClassName && !offer.storageClasses.includes(claim.storageClassName)) {
    changes.push(`${where}: storage class ${claim.storageClassName} -> the cluster's default`);
    delete claim.storageClassName;
  }
}

/** The API server's addresses differ between clusters. `external()` peers are address blocks too; their exceptions distinguish them. */
function pointAtApiServer(where: string, egress: EgressRule[], offer: ClusterOffer, changes: string[]): void {
  for (const rule of egress) {
    const blocks = rule.to?.map((peer) => peer.ipBlock);
    if (!blocks?.length || blocks.some((block) => !block || block.except)) continue;
    const before = `${blocks.map((block) => block?.cidr).join(', ')} ports ${rule.ports?.map((port) => port.port).join(', ')}`;
    rule.to = offer.apiServer.addresses.map((address) => ({ ipBlock: { cidr: `${address}/32` } }));
    rule.ports = [{ port: offer.apiServer.port, protocol: 'TCP' }];
    changes.push(`${where}: API server ${before} -> this cluster's ${offer.apiServer.addresses.join(', ')} port ${offer.apiServer.port}`);
  }
}

const millisOf = (quantity: string): number => (quantity.endsWith('m') ? Number.parseFloat(quantity) : Number.parseFloat(quantity) * 1000);

const mebibytesOf = (quantity: string): number => bytesOf(quantity) / 2 ** 20;
