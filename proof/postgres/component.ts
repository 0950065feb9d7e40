import type { InDist } from '../in-dist';
import { execIn } from '../kubectl';
import { podsOf, settledPods } from '../pods';
import type { Pod } from '../shapes';

// A PostgreSQL cluster seen from outside: through the API server and Patroni's REST interface.

export const databaseContainer = 'postgresql';

export const readProxyOf = ({ id }: Pick<InDist, 'id'>): string => `${id}-ro`;

/** The pods that the Service -rw selects: one in a healthy cluster. */
export const primaries = (pods: readonly Pod[]): readonly Pod[] => pods.filter((pod) => pod.metadata.labels?.role === 'primary');

export async function primary(dist: InDist): Promise<Pod> {
  const [pod, another] = primaries(await podsOf(dist));
  if (!pod) throw new Error('no pod has the label role=primary');
  if (another) throw new Error(`two pods have the label role=primary: ${pod.metadata.name} and ${another.metadata.name}`);
  return pod;
}

export const replicas = async (dist: InDist): Promise<readonly Pod[]> =>
  (await podsOf(dist)).filter((pod) => pod.metadata.labels?.role === 'replica');

export interface PatroniMember {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly timeline?: number;
  /** Bytes behind, or 'unknown'. */
  readonly lag?: number | string;
}

/** Queries a member's Patroni. */
export async function patroni<T>({ metadata }: Pick<Pod, 'metadata'>, path: string): Promise<T> {
  const command = ['curl', '--silent', '--max-time', '3', `http://localhost:8008/${path}`];
  return JSON.parse(await execIn(metadata.namespace, metadata.name, databaseContainer, command, { timeoutSeconds: 8 })) as T;
}

export const patroniMembers = async (pod: Pick<Pod, 'metadata'>): Promise<readonly PatroniMember[]> =>
  (await patroni<{ members: PatroniMember[] }>(pod, 'cluster')).members;

/** The primary's pod and its timeline. */
export async function leadership(dist: InDist): Promise<string> {
  const pod = await primary(dist);
  const leader = (await patroniMembers(pod)).find((member) => member.role === 'leader');
  return `${pod.metadata.uid} on timeline ${leader?.timeline}`;
}

/** Why the component is not in the state that every row starts from; undefined if it is. */
export async function notHealthy(dist: InDist): Promise<string | undefined> {
  const { pods, reason } = await settledPods(dist, [readProxyOf(dist)]);
  if (reason) return reason;
  const [leader, another] = primaries(pods);
  if (!leader || another) return `${primaries(pods).length} pods have the label role=primary`;
  return notStreaming(leader.metadata.name, await patroniMembers(leader), dist.replicas());
}

const lagBound = 1024 * 1024;

/** Why Patroni's members are not one leader with replicas that stream from it. */
export function notStreaming(leader: string, found: readonly PatroniMember[], members: number): string | undefined {
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
