// What of a platform is ready on a cluster, and why the rest is not: the model says what there should be, the API server what there is.
import { type Manifest, type Model, nameOf } from '../../model';
import type { Live, LiveEvent, LivePod, LiveWorkload } from './live';
import { oneLine, type Trouble, troubleOf } from './trouble';

export interface WorkloadState {
  /** Such as 'StatefulSet/shop-db'. */
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
  /** As many as wanted are ready, all of the current version; a Job has succeeded. */
  readonly isDone: boolean;
  readonly pods: readonly LivePod[];
  /** Why it is not done; empty if it is. */
  readonly troubles: readonly Trouble[];
}

export interface ComponentState {
  readonly id: string;
  /** The folder of its construct; 'job' for a Job that belongs to no component. */
  readonly kind: string;
  readonly namespace: string;
  readonly workloads: readonly WorkloadState[];
}

export const isDone = ({ workloads }: ComponentState): boolean => workloads.every((workload) => workload.isDone);
export const troublesOf = ({ workloads }: ComponentState): readonly Trouble[] => workloads.flatMap(({ troubles }) => troubles);

/** Pods of Jobs end, so they do not count. */
export const countOf = ({ workloads }: ComponentState): string => {
  const lasting = workloads.filter(({ name }) => !name.startsWith('Job/'));
  const counted = lasting.length > 0 ? lasting : workloads;
  const sum = (of: (workload: WorkloadState) => number) => counted.reduce((total, workload) => total + of(workload), 0);
  return `${sum(({ ready }) => ready)}/${sum(({ wanted }) => wanted)}`;
};

/** The components of a model in its order, those Jobs first that belong to none. */
export function stateOf(model: Pick<Model, 'files' | 'components'>, live: Live): ComponentState[] {
  const workloads = model.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)).filter((manifest) => kinds.includes(manifest.kind));
  const named = new Set(model.components.flatMap((component) => component.workloads));
  const others = workloads.filter((manifest) => !named.has(nameOf(manifest)));
  return [
    ...others.map((manifest) => ({
      id: manifest.metadata.labels?.['app.kubernetes.io/name'] ?? manifest.metadata.name,
      kind: manifest.kind.toLowerCase(),
      namespace: manifest.metadata.namespace ?? 'default',
      workloads: [workloadState(manifest, live)],
    })),
    ...model.components.map(({ id, kind, namespace, workloads: names }) => ({
      id,
      kind,
      namespace,
      workloads: workloads.filter((manifest) => names.includes(nameOf(manifest))).map((manifest) => workloadState(manifest, live)),
    })),
  ];
}

const kinds: readonly string[] = ['StatefulSet', 'Deployment', 'DaemonSet', 'Job'];

function workloadState(manifest: Manifest, live: Live): WorkloadState {
  const name = nameOf(manifest);
  const found = live.workloads.find(({ kind, metadata }) => kind === manifest.kind && isSame(metadata, manifest.metadata));
  if (!found) {
    const missing = { where: name, reason: 'NotFound', detail: 'it does not exist on the cluster' };
    return { name, wanted: manifest.spec.replicas ?? 1, ready: 0, isDone: false, pods: [], troubles: [missing] };
  }
  const pods = live.pods.filter((pod) => pod.metadata.namespace === manifest.metadata.namespace && selects(labelsOf(manifest), pod));
  const { wanted, ready, done } = progressOf(found);
  return { name, wanted, ready, isDone: done, pods, troubles: done ? [] : troubles(found, pods, live, ready < wanted) };
}

const isSame = (a: { name: string; namespace?: string }, b: { name: string; namespace?: string }): boolean =>
  a.name === b.name && a.namespace === b.namespace;

/** The labels that name the pods of a workload. */
const labelsOf = (manifest: Manifest): Readonly<Record<string, string>> => {
  const labels: Readonly<Record<string, string>> = manifest.spec.selector?.matchLabels ?? manifest.spec.template.metadata.labels;
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key.endsWith('/name') || key.endsWith('/instance')));
};

const selects = (labels: Readonly<Record<string, string>>, pod: LivePod): boolean =>
  Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value);

function progressOf({ kind, metadata, spec, status }: LiveWorkload): { wanted: number; ready: number; done: boolean } {
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const of = (wanted: number, ready = 0, updated = 0) => ({ wanted, ready, done: isSeen && ready >= wanted && updated >= wanted });
  if (kind === 'Job') {
    const [wanted, ready] = [spec.completions ?? 1, status.succeeded ?? 0];
    return { wanted, ready, done: ready >= wanted };
  }
  if (kind === 'DaemonSet') return of(status.desiredNumberScheduled ?? 0, status.numberAvailable, status.updatedNumberScheduled);
  if (kind === 'Deployment') {
    // A pod of the old version is available until the new one is, so it must be gone.
    const isReplaced = (status.replicas ?? 0) <= (status.updatedReplicas ?? 0);
    return of(spec.replicas ?? 1, status.availableReplicas, isReplaced ? status.updatedReplicas : 0);
  }
  return of(spec.replicas ?? 1, status.readyReplicas, status.updatedReplicas);
}

function troubles(workload: LiveWorkload, pods: readonly LivePod[], live: Live, lacksPods: boolean): Trouble[] {
  const where = `${workload.kind}/${workload.metadata.name}`;
  const failed = workload.status.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  const ofPods = pods.flatMap((pod) => troubleOf(pod, live) ?? []);
  if (failed) return [{ where, reason: failed.reason ?? 'Failed', detail: oneLine(failed.message ?? '') }, ...ofPods.slice(-1)];
  const refused = live.events.filter((event) => event.reason === 'FailedCreate' && isAbout(event, workload)).slice(-1);
  if (lacksPods && pods.length === 0 && refused[0]) return [{ where, reason: 'FailedCreate', detail: oneLine(refused[0].message ?? '') }];
  if (ofPods.length > 0) return ofPods;
  return [
    {
      where,
      reason: 'Progressing',
      detail: pods.length === 0 ? 'no pod exists yet' : 'not all of its pods are of the current version and counted as ready yet',
    },
  ];
}

/** Events are about the object itself, or about a ReplicaSet of the Deployment. */
const isAbout = ({ involvedObject: { kind, name } }: LiveEvent, workload: LiveWorkload): boolean =>
  workload.kind === 'Deployment'
    ? kind === 'ReplicaSet' && name.startsWith(`${workload.metadata.name}-`)
    : kind === workload.kind && name === workload.metadata.name;
