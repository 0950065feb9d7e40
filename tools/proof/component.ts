import { execIn, kubectlJson } from './kubectl';
import type { List, Node, Pod } from './manifest';
import { isReady } from './manifest';
import { component } from './manifests';
import type { ContainerRef } from './nodes';
import { until } from './wait';

// The PostgreSQL cluster under test, as it is seen from outside: through the API server and Patroni's REST interface.

export const namespace = 'shopfds';
export const members = 3;
export const databaseContainer = 'postgresql';
export const readProxy = `${component}-ro`;
export const databaseSelector = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': component };
export const readProxySelector = { 'app.kubernetes.io/name': 'haproxy', 'app.kubernetes.io/instance': readProxy };

export const selectorText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

const carries = (pod: Pod, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value);

export const podsWith = async (labels: Readonly<Record<string, string>>, where = namespace): Promise<readonly Pod[]> =>
  (await kubectlJson<List<Pod>>(['get', 'pods', '-n', where, '-l', selectorText(labels)], { timeoutSeconds: 10 })).items;

export const databasePods = (): Promise<readonly Pod[]> => podsWith(databaseSelector);

/** The pods that the Service -rw sends writes to: one, if all is well. */
export const primaries = (pods: readonly Pod[]): readonly Pod[] => pods.filter((pod) => pod.metadata.labels?.role === 'primary');

export async function primary(): Promise<Pod> {
  const [pod, another] = primaries(await databasePods());
  if (!pod) throw new Error('no pod carries role=primary');
  if (another) throw new Error(`two pods carry role=primary: ${pod.metadata.name} and ${another.metadata.name}`);
  return pod;
}

export const replicas = async (): Promise<readonly Pod[]> => (await databasePods()).filter((pod) => pod.metadata.labels?.role === 'replica');

export function nodeOf(pod: Pod): string {
  if (!pod.spec.nodeName) throw new Error(`pod ${pod.metadata.name} is on no node`);
  return pod.spec.nodeName;
}

export function containerOf(pod: Pod, container = databaseContainer): ContainerRef {
  const id = pod.status.containerStatuses?.find((status) => status.name === container)?.containerID?.replace(/^.*:\/\//, '');
  if (!id) throw new Error(`container ${container} of pod ${pod.metadata.name} does not run`);
  return { node: nodeOf(pod), pod: pod.metadata.name, podUid: pod.metadata.uid, container, containerId: id };
}

export interface PatroniMember {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly timeline?: number;
  /** Bytes behind, or 'unknown'. */
  readonly lag?: number | string;
}

/** Asks a member's Patroni. */
export async function patroni<T>(pod: string, path: string): Promise<T> {
  const text = await execIn(namespace, pod, databaseContainer, ['curl', '--silent', '--max-time', '3', `http://localhost:8008/${path}`], {
    timeoutSeconds: 8,
  });
  return JSON.parse(text) as T;
}

export const patroniMembers = async (pod: string): Promise<readonly PatroniMember[]> =>
  (await patroni<{ members: PatroniMember[] }>(pod, 'cluster')).members;

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

/** Why the component is not in the state that every row starts from; undefined when it is. */
export async function notHealthy(): Promise<string | undefined> {
  type Anything = { kind: string; metadata: { name: string } };
  const all = (await kubectlJson<List<Anything>>(['get', '-n', namespace, 'pods,statefulsets,deployments,nodes'], { timeoutSeconds: 10 })).items;
  const sick = all
    .filter((item) => item.kind === 'Node')
    .find((item) => !isReady(item as Anything & Node) || (item as Anything & Node).spec.unschedulable);
  if (sick) return `node ${sick.metadata.name} is not ready or cordoned`;
  const pods = all.filter((item): item is Anything & Pod => item.kind === 'Pod' && carries(item as Anything & Pod, databaseSelector));
  const waiting = pods.find((pod) => !isReady(pod) || pod.metadata.deletionTimestamp);
  if (pods.length !== members || waiting) return waiting ? `pod ${waiting.metadata.name} is not ready` : `${pods.length} pods of ${members}`;
  const unfinished = all.find(
    (item) => [`StatefulSet/${component}`, `Deployment/${readProxy}`].includes(`${item.kind}/${item.metadata.name}`) && !complete(item as Workload),
  );
  if (unfinished) return `${unfinished.kind}/${unfinished.metadata.name} is not complete`;
  const [leader, another] = primaries(pods);
  if (!leader || another) return `${primaries(pods).length} pods carry role=primary`;
  return notStreaming(leader.metadata.name, await patroniMembers(leader.metadata.name));
}

const complete = ({ metadata, spec, status }: Workload): boolean =>
  status.observedGeneration === metadata.generation &&
  [status.replicas, status.readyReplicas, status.updatedReplicas].every((count) => count === spec.replicas);

const lagBound = 1024 * 1024;

/** Why Patroni's members are not one leader and replicas that stream from it. */
export function notStreaming(leader: string, found: readonly PatroniMember[]): string | undefined {
  const head = found.find((member) => member.role === 'leader');
  if (head?.name !== leader) return `Patroni's leader is ${head?.name ?? 'nobody'}, the label says ${leader}`;
  if (found.length !== members) return `Patroni knows ${found.length} members of ${members}`;
  const behind = found.find(
    (member) =>
      member !== head &&
      (member.state !== 'streaming' || member.timeline !== head.timeline || typeof member.lag !== 'number' || member.lag > lagBound),
  );
  return behind ? `${behind.name} is ${behind.state} on timeline ${behind.timeline} with lag ${behind.lag}` : undefined;
}

export const waitHealthy = (timeoutSeconds = 180): Promise<void> =>
  until(`${component} with ${members} members streaming`, notHealthy, { timeoutSeconds });
