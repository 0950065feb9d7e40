// What the objects of a namespace use of a ResourceQuota when all of them run, also during a rolling update.
import type { V1Container, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { bytesOf, type Model, millicoresOf } from '../model';
import { objectsOf, type Workload, workloadsOf } from './manifests';
import { replicasOf } from './replicas';

/** CPU, memory or ephemeral storage of the containers. */
export interface Compute {
  readonly group: 'requests' | 'limits';
  readonly name: 'cpu' | 'memory' | 'ephemeral-storage';
}

/** The resource of the containers that a quota's resource counts; `cpu` is the same as `requests.cpu`. */
export function computeOf(resource: string): Compute | undefined {
  const [, group = 'requests', name] = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage)$/.exec(resource) ?? [];
  return name ? { group: group as Compute['group'], name: name as Compute['name'] } : undefined;
}

/** The quantity of a container. The API server sets a missing request to the limit. */
export const statedBy = ({ resources = {} }: V1Container, { group, name }: Compute): string | undefined =>
  resources[group]?.[name] ?? resources.limits?.[name];

/** Thousandths of a core for CPU, otherwise bytes or a number of objects. */
export const amountOf = (resource: string, quantity: string): number =>
  computeOf(resource)?.name === 'cpu' ? millicoresOf(quantity) : bytesOf(quantity);

/** What the namespace uses of a resource; undefined for resources that the policy does not add up. */
export function usageOf(model: Model, namespace: string, resource: string): number | undefined {
  const workloads = workloadsOf(model).filter((workload) => workload.namespace === namespace);
  const compute = computeOf(resource);
  if (compute) return sum(workloads.map((workload) => podsOf(model, workload) * podUsage(workload, resource, compute)));
  if (resource === 'pods') return sum(workloads.map((workload) => podsOf(model, workload)));
  const [, storageClass, what] = /^(?:(.+)\.storageclass\.storage\.k8s\.io\/)?(requests\.storage|persistentvolumeclaims)$/.exec(resource) ?? [];
  if (!what) return undefined;
  const claims = claimsOf(model, namespace, workloads).filter(({ spec }) => storageClass === undefined || spec?.storageClassName === storageClass);
  return what === 'persistentvolumeclaims' ? claims.length : sum(claims.map(({ spec }) => bytesOf(spec?.resources?.requests?.storage ?? '0')));
}

/** The largest number of pods at one time. The nodes are not known, so a DaemonSet counts as one pod. */
function podsOf(model: Model, workload: Workload): number {
  const { kind, spec } = workload.manifest;
  const replicas = replicasOf(model, workload)?.maximum;
  if (replicas === undefined) return (kind === 'CronJob' ? spec.jobTemplate.spec.parallelism : kind === 'Job' ? spec.parallelism : undefined) ?? 1;
  return kind === 'Deployment' && spec.strategy?.type !== 'Recreate'
    ? replicas + surgeOf(replicas, spec.strategy?.rollingUpdate?.maxSurge)
    : replicas;
}

/** Pods that a rolling update starts in addition; Kubernetes rounds a percentage up. */
const surgeOf = (replicas: number, maxSurge: number | string = '25%'): number =>
  typeof maxSurge === 'number' ? maxSurge : Math.ceil((replicas * Number.parseFloat(maxSurge)) / 100);

/** Init containers run one after another, beside the sidecars before them; then all other containers run. */
function podUsage({ containers }: Workload, resource: string, compute: Compute): number {
  let staying = 0;
  let largest = 0;
  for (const { container, staysUp } of containers) {
    const own = amountOf(resource, statedBy(container, compute) ?? '0');
    if (staysUp) staying += own;
    largest = Math.max(largest, staysUp ? staying : staying + own);
  }
  return largest;
}

/** The claims of a namespace, those of each pod of a StatefulSet included. */
const claimsOf = (model: Model, namespace: string, workloads: readonly Workload[]): V1PersistentVolumeClaim[] => [
  ...objectsOf(model, 'PersistentVolumeClaim')
    .filter((claim) => claim.namespace === namespace)
    .map(({ manifest }) => manifest as V1PersistentVolumeClaim),
  ...workloads.flatMap((workload) =>
    Array.from({ length: podsOf(model, workload) }).flatMap(() => (workload.manifest.spec.volumeClaimTemplates ?? []) as V1PersistentVolumeClaim[]),
  ),
];

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
