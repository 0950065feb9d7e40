import type { InDist } from '../in-dist';
import { execIn } from '../kubectl';
import { nodeOf, podNamed, podsOf, settledPods } from '../pods';
import type { Pod } from '../shapes';
import { until } from '../wait';
import { misplaced, notElectable, notWhole, parseView, type Shard, type Size, shardsOf, type View } from './cluster-nodes';

// A Redis Cluster seen from outside: through the API server and redis-cli in its pods.

export const redisContainer = 'redis';

/** The size in the ConfigMap of the component. */
export function sizeOf(dist: InDist): Size {
  const text = Object.values(dist.configuration()).join('\n');
  const [, pods] = /^PODS=(\d+)$/m.exec(text) ?? [];
  const [, shards] = /^SHARDS=(\d+)$/m.exec(text) ?? [];
  if (!pods || !shards) throw new Error(`ConfigMap ${dist.id} has no PODS=<number> and SHARDS=<number>`);
  return { pods: Number(pods), shards: Number(shards) };
}

export const cliScript = '/etc/ballast/cli.sh';
type Named = Pick<Pod, 'metadata'>;

/** Runs a command on a pod's Redis. */
export const redisCli = ({ metadata }: Named, ...args: readonly string[]): Promise<string> =>
  execIn(metadata.namespace, metadata.name, redisContainer, ['/bin/sh', cliScript, ...args]);

const questions = `printf 'cluster nodes\\ncluster info\\ninfo replication\\n' | /bin/sh ${cliScript}`;
const shell = ({ metadata }: Named, command: string): Promise<string> =>
  execIn(metadata.namespace, metadata.name, redisContainer, ['/bin/sh', '-c', command]);

/** The cluster as a pod reports it. */
export const viewOf = async (pod: Named): Promise<View> => parseView(pod.metadata.name, await shell(pod, questions));

const mark = 'view of ';

/** The reports of several pods. The first pod queries all of them, because one exec costs more CPU than all their answers. */
async function viewsOf(pods: readonly Pod[]): Promise<readonly View[]> {
  const [first] = pods;
  if (!first) return [];
  const ask = pods.map(({ metadata, status }) => `echo '${mark}${metadata.name}'; ${questions} -h ${status.podIP} || exit 1`).join('\n');
  return (await shell(first, ask))
    .split(mark)
    .slice(1)
    .map((part) => parseView(part.split('\n')[0]?.trim() ?? '', part));
}

/** The shards, as a pod sees them. */
export const shardsSeenBy = async (pod: Named): Promise<readonly Shard[]> => shardsOf((await viewOf(pod)).nodes);

/** The shards, as the first pod sees them. */
export async function shardsNow(dist: InDist): Promise<readonly Shard[]> {
  const [first] = await podsOf(dist);
  if (!first) throw new Error(`${dist.id} has no pod`);
  return shardsSeenBy(first);
}

/** Why a cluster is not whole; otherwise its pods and shards. Whole: all pods run and agree, and every slot is served and copied. */
async function inspect(
  dist: InDist,
  wanted = sizeOf(dist),
): Promise<{ readonly reason?: string; readonly pods: readonly Pod[]; readonly shards: readonly Shard[] }> {
  const { pods, reason } = await settledPods(dist, [], wanted.pods);
  if (reason) return { reason, pods, shards: [] };
  const views = await viewsOf(pods);
  return { reason: notWhole(views, wanted), pods, shards: shardsOf(views[0]?.nodes ?? []) };
}

/** Why the pods do not see one whole cluster, whatever the state of the nodes. */
export const notWholeSeen = async (dist: InDist): Promise<string | undefined> => notWhole(await viewsOf(await podsOf(dist)), sizeOf(dist));

export const notWholeNow = async (dist: InDist, wanted = sizeOf(dist)): Promise<string | undefined> => (await inspect(dist, wanted)).reason;

/** Checks take CPU time from the cluster under test. */
const everySeconds = 0.5;

export const waitWhole = (dist: InDist, timeoutSeconds = 180, wanted = sizeOf(dist)): Promise<void> =>
  until(`${dist.id} whole`, () => notWholeNow(dist, wanted), { timeoutSeconds, everySeconds });

/** Why the component is not in the state that every row starts from: whole, with replicas that can take over, placed so that the loss of a node costs as little as possible. */
export async function notHealthy(dist: InDist): Promise<string | undefined> {
  const { reason, pods, shards } = await inspect(dist);
  return reason ?? notElectable(shards) ?? misplaced(shards, machineIn(pods));
}

/** The node of each pod. */
export const machineIn =
  (pods: readonly Pod[]) =>
  (name: string): string => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return pod ? nodeOf(pod) : 'no node';
  };

/** A master, of another shard in each repetition. */
export async function masterFor(dist: InDist, repetition: number): Promise<Pod> {
  const { shards: count } = sizeOf(dist);
  const shards = await shardsNow(dist);
  const shard = shards[(repetition - 1) % count];
  if (!shard) throw new Error(`${dist.id} has ${shards.length} of ${count} shards`);
  return podNamed(dist, shard.master.pod);
}

/** The shard that a pod belongs to. */
export async function shardOf(pod: Pod): Promise<Shard> {
  const shards = await shardsSeenBy(pod);
  const own = shards.find(({ master, replicas }) => [master, ...replicas].some((node) => node.pod === pod.metadata.name));
  if (!own) throw new Error(`${pod.metadata.name} belongs to no shard that serves slots`);
  return own;
}
