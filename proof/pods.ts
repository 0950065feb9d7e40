import { nameOf } from '../model';
import type { InDist } from './in-dist';
import { kubectlJson } from './kubectl';
import type { ContainerRef } from './nodes';
import type { Labels, List, Node, Pod } from './shapes';
import { isReady } from './shapes';

// Pods and the objects around them, as the API server reports them.

export const selectorText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

const carries = (pod: Pod, labels: Labels): boolean => Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value);

export const podsWith = async (labels: Labels, namespace: string): Promise<readonly Pod[]> =>
  (await kubectlJson<List<Pod>>(['get', 'pods', '-n', namespace, '-l', selectorText(labels)], { timeoutSeconds: 10 })).items;

/** The pods of a workload. @param workload defaults to the main one */
export const podsOf = (dist: InDist, workload?: string): Promise<readonly Pod[]> => podsWith(dist.selector(workload), dist.namespace);

export async function podNamed(dist: InDist, name: string): Promise<Pod> {
  const pod = (await podsOf(dist)).find(({ metadata }) => metadata.name === name);
  if (!pod) throw new Error(`pod ${name} does not exist`);
  return pod;
}

export function nodeOf(pod: Pod): string {
  if (!pod.spec.nodeName) throw new Error(`pod ${pod.metadata.name} is on no node`);
  return pod.spec.nodeName;
}

export function containerOf(pod: Pod, container: string): ContainerRef {
  const id = pod.status.containerStatuses?.find((status) => status.name === container)?.containerID?.replace(/^.*:\/\//, '');
  if (!id) throw new Error(`container ${container} of pod ${pod.metadata.name} does not run`);
  return { node: nodeOf(pod), pod: pod.metadata.name, podUid: pod.metadata.uid, container, containerId: id };
}

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly replicas?: number;
  };
}

/**
 * The pods of the main workload, and the reason if nodes, pods or workloads are not settled.
 *
 * @param parts names of the component's other workloads
 * @param count wanted number of pods
 */
export async function settledPods(
  dist: InDist,
  parts: readonly string[] = [],
  count = dist.replicas(),
): Promise<{ readonly pods: readonly Pod[]; readonly reason?: string }> {
  type Anything = { kind: string; metadata: { name: string } };
  const all = (await kubectlJson<List<Anything>>(['get', '-n', dist.namespace, 'pods,statefulsets,deployments,nodes'], { timeoutSeconds: 10 })).items;
  const labels = dist.selector();
  const pods = all.filter((item): item is Anything & Pod => item.kind === 'Pod' && carries(item as Anything & Pod, labels));
  const sick = all
    .filter((item) => item.kind === 'Node')
    .find((item) => !isReady(item as Anything & Node) || (item as Anything & Node).spec.unschedulable);
  if (sick) return { pods, reason: `node ${sick.metadata.name} is cordoned or not ready` };
  const waiting = pods.find((pod) => !isReady(pod) || pod.metadata.deletionTimestamp);
  if (waiting) return { pods, reason: `pod ${waiting.metadata.name} is not ready` };
  if (pods.length !== count) return { pods, reason: `${pods.length} pods of ${count}` };
  const workloads = [dist.id, ...parts].map((name) => nameOf(dist.workload(name)));
  const unfinished = all.find((item) => workloads.includes(`${item.kind}/${item.metadata.name}`) && !complete(item as Workload));
  return { pods, reason: unfinished && `${unfinished.kind}/${unfinished.metadata.name} is not complete` };
}

const complete = ({ metadata, spec, status }: Workload): boolean =>
  status.observedGeneration === metadata.generation &&
  [status.replicas, status.readyReplicas, status.updatedReplicas].every((count) => count === spec.replicas);
