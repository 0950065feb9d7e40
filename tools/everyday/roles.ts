// Who is primary: each kind of store says it in its own way. A kind without an entry has no roles.
import { explained, type Kubectl } from './kubectl';
import type { LivePod } from './live';
import type { ComponentState } from './state';
import { isReady, oneLine } from './trouble';

export interface Roles {
  /** What each pod is, by its name. */
  readonly of: ReadonlyMap<string, string>;
  /** What is wrong with the roles, in a line each. */
  readonly faults: readonly string[];
}

type Ask = (pods: readonly LivePod[], kubectl: Kubectl) => Promise<Roles>;

/** Kind of the component -> how to ask. */
const asks: Readonly<Record<string, Ask>> = {
  postgres: async (pods) => postgresRoles(pods),
  redis: async (pods, kubectl) => {
    const pod = pods.find(isReady) ?? pods.find(({ status }) => status.phase === 'Running');
    if (!pod) return none; // why no pod runs is said elsewhere
    const { name, namespace } = pod.metadata;
    const command = ['exec', '-n', namespace, name, '-c', 'redis', '--', '/bin/sh', '/etc/ballast/cli.sh', 'cluster', 'nodes'];
    return redisRoles(pods, await kubectl(command, { timeoutSeconds: 15 }));
  },
  rabbitmq: async (pods, kubectl) => {
    const pod = pods.find(isReady);
    if (!pod) return none; // why no pod is ready is said elsewhere
    const { name, namespace } = pod.metadata;
    const list = 'rabbitmqctl --quiet list_queues -p "$VHOST" --no-table-headers name leader';
    return rabbitmqRoles(pods, await kubectl(['exec', '-n', namespace, name, '-c', 'rabbitmq', '--', 'sh', '-c', list], { timeoutSeconds: 30 }));
  },
};

const none: Roles = { of: new Map(), faults: [] };

/** The roles of a component's pods; a store that does not answer is a fault of its own. */
export async function rolesOf({ kind, workloads }: ComponentState, kubectl: Kubectl): Promise<Roles> {
  const pods = workloads[0]?.pods ?? []; // the main workload comes first
  const ask = asks[kind];
  if (!ask || pods.length === 0) return none;
  return ask(pods, kubectl).catch((error: unknown) => ({ of: new Map(), faults: [`it does not say who is primary: ${oneLine(explained(error))}`] }));
}

/** Patroni labels the pods. A standalone one is a primary too. */
export function postgresRoles(pods: readonly LivePod[]): Roles {
  const labelled = pods.flatMap(({ metadata }) => (metadata.labels?.role ? [[metadata.name, metadata.labels.role] as const] : []));
  const primaries = labelled.filter(([, role]) => role === 'primary').map(([name]) => name);
  const faults =
    primaries.length === 1
      ? []
      : [primaries.length === 0 ? 'no pod is primary: writes fail' : `more than one pod is labelled primary: ${primaries.join(', ')}`];
  return { of: new Map(labelled), faults };
}

const slotsOfCluster = 16_384;

/** From lines of `cluster nodes`: ID ADDRESS:PORT@BUS,HOST FLAGS MASTER-ID PING PONG EPOCH LINK SLOT... */
export function redisRoles(pods: readonly LivePod[], answer: string): Roles {
  const nodes = answer
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((columns) => columns.length >= 8)
    .map(([id = '', address = '', flags = '', master = '', , , , , ...slots]) => ({
      id,
      ip: address.split(':')[0] ?? '',
      flags: flags.split(','),
      master,
      slots,
    }));
  const podAt = (ip: string) => pods.find(({ status }) => status.podIP === ip)?.metadata.name;
  const healthy = nodes.filter(({ flags }) => flags.includes('master') && !flags.includes('fail'));
  const covered = healthy.flatMap(({ slots }) => slots).reduce((total, range) => total + sizeOf(range), 0);
  const of = new Map<string, string>();
  for (const { ip, flags, master, slots } of nodes) {
    const name = podAt(ip);
    const copied = podAt(nodes.find(({ id }) => id === master)?.ip ?? '');
    const role = flags.includes('master')
      ? `master${slots.length > 0 ? ` of slots ${slots.join(' ')}` : ' without slots'}`
      : `replica of ${copied ?? 'a lost server'}`;
    if (name && !flags.includes('fail')) of.set(name, role);
  }
  return { of, faults: covered === slotsOfCluster ? [] : [`masters hold ${covered} of ${slotsOfCluster} slots: keys of the others cannot be read`] };
}

/** `0-5460` or one slot; a slot on its way, `[93->-ID]`, still counts where it is. */
function sizeOf(range: string): number {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
  return first === undefined ? 0 : Number(last ?? first) - Number(first) + 1;
}

/** From lines of `list_queues name leader`: each queue has a leader, a node named rabbit@POD.DOMAIN; without one, it is not available. */
export function rabbitmqRoles(pods: readonly LivePod[], answer: string): Roles {
  const queues = answer
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((column) => column.trim()))
    .map(([queue = '', leader = '']) => ({ queue, pod: /@([^.]+)/.exec(leader)?.[1] }));
  const of = new Map(
    pods.map(({ metadata: { name } }) => [name, `leads ${queues.filter(({ pod }) => pod === name).length} of ${queues.length} queues`]),
  );
  const without = queues.filter(({ pod }) => pod === undefined).map(({ queue }) => queue);
  return { of, faults: without.length === 0 ? [] : [`queues without a leader, which are not available: ${without.join(', ')}`] };
}
