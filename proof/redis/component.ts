import { execIn } from '../kubectl';
import { namespace, nodeOf, podsWith, settledPods } from '../pods';
import type { Pod } from '../shapes';
import { until } from '../wait';
import { misplaced, notWhole, parseView, type Shard, type Size, shardsOf, type View } from './cluster-nodes';

// The Redis Cluster under test, seen from outside: through the API server and redis-cli in its pods.

export const component = 'shopfds-redis';
export const size: Size = { pods: 6, shards: 3 };
export const redisContainer = 'redis';
export const selectorOf = (instance: string) => ({ 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': instance });
export const redisSelector = selectorOf(component);

export const redisPods = (): Promise<readonly Pod[]> => podsWith(redisSelector);

export async function redisPod(name: string): Promise<Pod> {
  const pod = (await redisPods()).find(({ metadata }) => metadata.name === name);
  if (!pod) throw new Error(`pod ${name} does not exist`);
  return pod;
}

const script = '/etc/ballast/cli.sh';

/** Runs a command on a pod's Redis. */
export const redisCli = (pod: string, ...args: readonly string[]): Promise<string> =>
  execIn(namespace, pod, redisContainer, ['/bin/sh', script, ...args]);

const questions = `printf 'cluster nodes\\ncluster info\\ninfo replication\\n' | /bin/sh ${script}`;

/** The cluster as a pod reports it. */
export const viewOf = async (pod: string): Promise<View> =>
  parseView(pod, await execIn(namespace, pod, redisContainer, ['/bin/sh', '-c', questions]));

const mark = 'view of ';

/** The reports of several pods. The first pod queries all of them, because one exec costs more CPU than all their answers. */
async function viewsOf(pods: readonly Pod[]): Promise<readonly View[]> {
  const [first] = pods;
  if (!first) return [];
  const ask = pods.map(({ metadata, status }) => `echo '${mark}${metadata.name}'; ${questions} -h ${status.podIP} || exit 1`).join('\n');
  const text = await execIn(namespace, first.metadata.name, redisContainer, ['/bin/sh', '-c', ask]);
  return text
    .split(mark)
    .slice(1)
    .map((part) => parseView(part.split('\n')[0]?.trim() ?? '', part));
}

/** The shards, as a pod sees them. */
export const shardsSeenBy = async (pod: string): Promise<readonly Shard[]> => shardsOf((await viewOf(pod)).nodes);

/** Why a cluster is not whole; otherwise its pods and shards. Whole: all pods run and agree, and every slot is served and copied. */
async function inspect(
  instance: string,
  wanted = size,
): Promise<{ readonly reason?: string; readonly pods: readonly Pod[]; readonly shards: readonly Shard[] }> {
  const { pods, reason } = await settledPods({ labels: selectorOf(instance), pods: wanted.pods, workloads: [`StatefulSet/${instance}`] });
  if (reason) return { reason, pods, shards: [] };
  const views = await viewsOf(pods);
  return { reason: notWhole(views, wanted), pods, shards: shardsOf(views[0]?.nodes ?? []) };
}

export const notWholeNow = async (instance = component, wanted = size): Promise<string | undefined> => (await inspect(instance, wanted)).reason;

const every = 0.5; // seconds; checks take CPU time from the cluster under test

export const waitWhole = (timeoutSeconds = 180, instance = component, wanted = size): Promise<void> =>
  until(`${instance} whole`, () => notWholeNow(instance, wanted), { timeoutSeconds, everySeconds: every });

/** Why the component is not in the state that every row starts from: whole, and placed so that the loss of a node costs as little as possible. */
export async function notHealthy(): Promise<string | undefined> {
  const { reason, pods, shards } = await inspect(component);
  return reason ?? misplaced(shards, machineIn(pods));
}

/** The node of each pod. */
export const machineIn =
  (pods: readonly Pod[]) =>
  (name: string): string => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return pod ? nodeOf(pod) : 'no node';
  };

export const waitHealthy = (timeoutSeconds = 240): Promise<void> =>
  until(`${component} whole and well placed`, notHealthy, { timeoutSeconds, everySeconds: every });

/** A master, of another shard in each repetition. */
export async function masterFor(repetition: number): Promise<Pod> {
  const pods = await redisPods();
  const [first] = pods;
  if (!first) throw new Error(`${component} has no pod`);
  const shards = await shardsSeenBy(first.metadata.name);
  const shard = shards[(repetition - 1) % size.shards];
  if (!shard) throw new Error(`${first.metadata.name} knows ${shards.length} of ${size.shards} shards`);
  return redisPod(shard.master.pod);
}

/** The shard that a pod belongs to. */
export async function shardOf(pod: Pod): Promise<Shard> {
  const shards = await shardsSeenBy(pod.metadata.name);
  const own = shards.find(({ master, replicas }) => [master, ...replicas].some((node) => node.pod === pod.metadata.name));
  if (!own) throw new Error(`${pod.metadata.name} belongs to no shard that serves slots`);
  return own;
}
