// Parses CLUSTER NODES and checks it: pure functions of text.

export interface ClusterNode {
  readonly id: string;
  /** The address for clients. */
  readonly address: string;
  /** The pod, from the host name that it announces; empty if it announces none. */
  readonly pod: string;
  readonly flags: readonly string[];
  /** Id of a replica's master. */
  readonly master?: string;
  readonly epoch: number;
  readonly connected: boolean;
  /** First and last slot of each range. */
  readonly slots: readonly (readonly [number, number])[];
}

/** The cluster as one pod reports it. */
export interface View {
  readonly pod: string;
  readonly nodes: readonly ClusterNode[];
  /** `cluster_state`: 'ok' or 'fail'. */
  readonly state: string;
  /** A replica's `master_link_status`; undefined for a master. */
  readonly masterLink?: string;
}

/** Parses the concatenated output of CLUSTER NODES, CLUSTER INFO and INFO REPLICATION. */
export function parseView(pod: string, text: string): View {
  const field = (name: string) => new RegExp(`^${name}:(\\w+)`, 'm').exec(text)?.[1];
  return { pod, nodes: parseClusterNodes(text), state: field('cluster_state') ?? 'unknown', masterLink: field('master_link_status') };
}

/** A master with the slots that it serves and its replicas. */
export interface Shard {
  readonly slots: readonly (readonly [number, number])[];
  readonly master: ClusterNode;
  readonly replicas: readonly ClusterNode[];
}

export const slotCount = 16384;

/** Lines are: id, ip:port@bus,hostname, flags, master, ping, pong, epoch, link, slots. A slot that is moving is in brackets and is not counted. */
export const parseClusterNodes = (text: string): ClusterNode[] =>
  text
    .split('\n')
    .map((line) => line.trim().split(' '))
    .flatMap(([id = '', endpoint = '', flags = '', master = '-', _ping, _pong, epoch = '', link = '', ...slots]) => {
      if (!/^[0-9a-f]{40}$/.test(id)) return [];
      const [address = '', hostname = ''] = endpoint.split(',');
      return {
        id,
        address: address.replace(/@.*$/, ''),
        pod: hostname.split('.')[0] ?? '',
        flags: flags.split(','),
        ...(master === '-' ? {} : { master }),
        epoch: Number(epoch),
        connected: link === 'connected',
        slots: slots.filter((range) => !range.startsWith('[')).map(rangeOf),
      };
    });

function rangeOf(text: string): readonly [number, number] {
  const [first = '', last = first] = text.split('-');
  return [Number(first), Number(last)];
}

export const countSlots = ({ slots }: Pick<Shard, 'slots'>): number => slots.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** Masters that serve slots, in the order of their slots. */
export const shardsOf = (nodes: readonly ClusterNode[]): Shard[] =>
  nodes
    .filter((node) => node.flags.includes('master') && node.slots.length > 0)
    .map((master) => ({ slots: master.slots, master, replicas: nodes.filter((node) => node.master === master.id) }))
    .sort((a, b) => (a.slots[0]?.[0] ?? 0) - (b.slots[0]?.[0] ?? 0));

const bad = ['fail', 'fail?', 'handshake', 'noaddr'];

export interface Size {
  readonly pods: number;
  readonly shards: number;
}

/** Why a view does not show a whole cluster; undefined if it does. */
export function notWholeFrom(view: View, size: Size): string | undefined {
  const say = (reason: string) => `${view.pod}: ${reason}`;
  if (view.nodes.length !== size.pods) return say(`knows ${view.nodes.length} of ${size.pods} nodes`);
  const sick = view.nodes.find((node) => !node.connected || node.flags.some((flag) => bad.includes(flag)));
  if (sick) return say(`${sick.pod || sick.id} is ${sick.flags.join(',')}${sick.connected ? '' : ', disconnected'}`);
  const shards = shardsOf(view.nodes);
  if (shards.length !== size.shards) return say(`${shards.length} masters have slots, not ${size.shards}`);
  const counts = shards.map(countSlots);
  if (counts.reduce((sum, count) => sum + count, 0) !== slotCount) return say(`${counts.join(' + ')} of ${slotCount} slots are served`);
  if (Math.max(...counts) - Math.min(...counts) > 1) return say(`slots are uneven: ${counts.join(', ')}`);
  const each = size.pods / size.shards - 1;
  const lonely = shards.find((shard) => shard.replicas.length !== each);
  if (lonely) return say(`${lonely.master.pod} has ${lonely.replicas.length} of ${each} replicas`);
  if (view.state !== 'ok') return say(`cluster_state ${view.state}`);
  if (view.masterLink !== undefined && view.masterLink !== 'up') return say(`master_link_status ${view.masterLink}`);
  return undefined;
}

/** Why views do not show one whole cluster that all see in the same way. */
export function notWhole(views: readonly View[], size: Size): string | undefined {
  const reason = views.map((view) => notWholeFrom(view, size)).find(Boolean);
  if (reason) return reason;
  const [first, ...others] = views.map((view) => ({ pod: view.pod, picture: pictureOf(view.nodes) }));
  const other = others.find(({ picture }) => picture !== first?.picture);
  return other ? `${first?.pod} and ${other.pod} see different clusters` : undefined;
}

const pictureOf = (nodes: readonly ClusterNode[]): string =>
  nodes
    .map(({ id, address, master, slots }) => `${id} ${address} ${master ?? ''} ${slots.join(' ')}`)
    .sort()
    .join('\n');

/** The replica that could not take over if its master were lost now, such as one that has just started; undefined if there is none. */
export function notElectable(shards: readonly Shard[]): string | undefined {
  const barred = shards.flatMap(({ replicas }) => replicas).find(({ flags }) => flags.includes('nofailover'));
  return barred && `${barred.pod} may not be elected yet`;
}

/**
 * Why the loss of one machine would cost more than necessary; undefined if it would not, or if there are too few machines.
 *
 * @param machineOf returns the machine of a pod
 */
export function misplaced(shards: readonly Shard[], machineOf: (pod: string) => string): string | undefined {
  const machines = new Set(shards.flatMap(({ master, replicas }) => [master, ...replicas].map(({ pod }) => machineOf(pod))));
  if (machines.size < shards.length) return undefined;
  const together = shards.find(({ master, replicas }) => replicas.some(({ pod }) => machineOf(pod) === machineOf(master.pod)));
  if (together) return `the whole shard of ${together.master.pod} is on ${machineOf(together.master.pod)}`;
  const masters = shards.map(({ master }) => machineOf(master.pod));
  const crowded = masters.find((machine, index) => masters.indexOf(machine) !== index);
  return crowded && `two masters are on ${crowded}`;
}
