import { execIn } from '../kubectl';
import { namespace, podsWith, settledPods } from '../pods';
import type { Pod } from '../shapes';
import { until } from '../wait';

// The PostgreSQL cluster under test, seen from outside: through the API server and Patroni's REST interface.

export const component = 'shopfds-db';
export const members = 3;
export const databaseContainer = 'postgresql';
export const readProxy = `${component}-ro`;
export const databaseSelector = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': component };
export const readProxySelector = { 'app.kubernetes.io/name': 'haproxy', 'app.kubernetes.io/instance': readProxy };

export const databasePods = (): Promise<readonly Pod[]> => podsWith(databaseSelector);

/** The pods that the Service -rw selects: one in a healthy cluster. */
export const primaries = (pods: readonly Pod[]): readonly Pod[] => pods.filter((pod) => pod.metadata.labels?.role === 'primary');

export async function primary(): Promise<Pod> {
  const [pod, another] = primaries(await databasePods());
  if (!pod) throw new Error('no pod has the label role=primary');
  if (another) throw new Error(`two pods have the label role=primary: ${pod.metadata.name} and ${another.metadata.name}`);
  return pod;
}

export const replicas = async (): Promise<readonly Pod[]> => (await databasePods()).filter((pod) => pod.metadata.labels?.role === 'replica');

export interface PatroniMember {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly timeline?: number;
  /** Bytes behind, or 'unknown'. */
  readonly lag?: number | string;
}

/** Queries a member's Patroni. */
export async function patroni<T>(pod: string, path: string): Promise<T> {
  const text = await execIn(namespace, pod, databaseContainer, ['curl', '--silent', '--max-time', '3', `http://localhost:8008/${path}`], {
    timeoutSeconds: 8,
  });
  return JSON.parse(text) as T;
}

export const patroniMembers = async (pod: string): Promise<readonly PatroniMember[]> =>
  (await patroni<{ members: PatroniMember[] }>(pod, 'cluster')).members;

export async function timelineOf(pod: Pod): Promise<number | undefined> {
  return (await patroniMembers(pod.metadata.name)).find((member) => member.role === 'leader')?.timeline;
}

/** Why the component is not in the state that every row starts from; undefined if it is. */
export async function notHealthy(): Promise<string | undefined> {
  const workloads = [`StatefulSet/${component}`, `Deployment/${readProxy}`];
  const { pods, reason } = await settledPods({ labels: databaseSelector, pods: members, workloads });
  if (reason) return reason;
  const [leader, another] = primaries(pods);
  if (!leader || another) return `${primaries(pods).length} pods have the label role=primary`;
  return notStreaming(leader.metadata.name, await patroniMembers(leader.metadata.name));
}

const lagBound = 1024 * 1024;

/** Why Patroni's members are not one leader with replicas that stream from it. */
export function notStreaming(leader: string, found: readonly PatroniMember[]): string | undefined {
  const head = found.find((member) => member.role === 'leader');
  if (head?.name !== leader) return `Patroni's leader is ${head?.name ?? 'missing'}, but the label is on ${leader}`;
  if (found.length !== members) return `Patroni knows ${found.length} of ${members} members`;
  const behind = found.find(
    (member) =>
      member !== head &&
      (member.state !== 'streaming' || member.timeline !== head.timeline || typeof member.lag !== 'number' || member.lag > lagBound),
  );
  return behind ? `${behind.name} is ${behind.state} on timeline ${behind.timeline} with lag ${behind.lag}` : undefined;
}

export const waitHealthy = (timeoutSeconds = 180): Promise<void> =>
  until(`${component} with ${members} members streaming`, notHealthy, { timeoutSeconds });
