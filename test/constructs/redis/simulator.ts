// A Redis Cluster as plan.awk sees it: which servers know each other and at which address, replication, and slots. Gossip and elections take no time.
import { type Act, planOf } from './plan-awk';
import { seenBy } from './seen';
import { gossip, running, type Server } from './simulated-server';

/** Part of each copy. */
export const barred = 'CONFIG SET cluster-replica-no-failover yes & ';

export class Cluster {
  /** All servers that ever existed, by id. */
  readonly servers = new Map<string, Server>();
  private created = 0;

  /** Pods on Kubernetes nodes, each with a server that knows no other. */
  constructor(
    public shards: number,
    where: readonly string[],
    public pods = where.length,
    public kept = pods,
  ) {
    where.forEach((node, ordinal) => {
      this.start(ordinal, node);
    });
  }

  /** A formed cluster. `masters` has the ordinal of each pod's master; that of a master is its own. */
  static formed(where: readonly string[], masters: readonly number[], shards = new Set(masters).size): Cluster {
    const cluster = new Cluster(shards, where);
    const owners = [...new Set(masters)].sort((a, b) => a - b);
    where.forEach((_, ordinal) => {
      const server = cluster.pod(ordinal);
      const owner = masters[ordinal] ?? ordinal;
      const shard = owners.indexOf(owner);
      if (owner !== ordinal) server.master = cluster.pod(owner).id;
      else server.slots = [[Math.floor((shard * 16384) / owners.length), Math.floor(((shard + 1) * 16384) / owners.length) - 1]];
      server.keys = 10;
      for (const other of cluster.up()) server.known.set(other.id, { address: other.address, mismatch: false });
    });
    return cluster;
  }

  /** Creates a server in a pod: the first one, or a new one after the loss of the volume. */
  start(ordinal: number, where: string, address = `10.0.0.${ordinal}`): Server {
    for (const old of this.servers.values()) if (old.ordinal === ordinal) old.up = false;
    this.created += 1;
    const id = this.created.toString(16).padStart(40, 'f');
    const known = new Map([[id, { address, mismatch: false }]]);
    const server = {
      id,
      ordinal,
      address,
      where,
      up: true,
      master: undefined,
      slots: [],
      keys: 0,
      synced: true,
      known,
      forgotten: new Set<string>(),
    };
    this.servers.set(id, server);
    return server;
  }

  up(): Server[] {
    return running(this.servers);
  }

  pod(ordinal: number): Server {
    const found = this.up().find((server) => server.ordinal === ordinal);
    if (!found) throw new Error(`pod ${ordinal} is away`);
    return found;
  }

  /** Moves a pod to another address. */
  move(server: Server, address: string, where = server.where): void {
    Object.assign(server, { address, where, up: true });
    server.known.set(server.id, { address, mismatch: false });
  }

  /** The ordinal of each pod's master, in the order of the pods; that of a master is its own. */
  get masters(): number[] {
    return this.up().map((server) => this.servers.get(server.master ?? server.id)?.ordinal ?? -1);
  }

  /** The plan of plan.awk on a pod. */
  plan(self: number): Act[] {
    const variables = { name: 'db', self, pods: this.pods, shards: this.shards, kept: this.kept, calm: 1 };
    return planOf(variables, seenBy(this.pod(self), this.servers, this.pods));
  }

  /** Runs one pass of each keeper in turn, with its effects. */
  look(): Act[] {
    this.gossip();
    return this.up().flatMap(({ ordinal }) => {
      const acts = this.plan(ordinal);
      for (const act of acts) this.apply(act);
      this.gossip();
      return acts;
    });
  }

  /**
   * Runs passes until no keeper acts. The slowest case takes fewer than 10 passes; keepers that still act after three times as many
   * undo each other's changes.
   */
  settle(looks = 30): Act[] {
    const acts: Act[] = [];
    for (let left = looks; left > 0; left -= 1) {
      const more = this.look().filter(({ command }) => command !== 'warn');
      if (more.length === 0) return acts;
      acts.push(...more);
    }
    throw new Error(`still at work after ${looks} looks: ${acts.slice(-6).map(({ reason }) => reason)}`);
  }

  apply({ address, command }: Act): void {
    const [, name, first = '', last = ''] = command.replace(barred, '').split(' ');
    const server = this.up().find((each) => each.address === address);
    if (command === 'warn' || !server) return;
    if (name === 'MEET') this.meet(server, first);
    else if (name === 'FORGET') {
      server.known.delete(first);
      server.forgotten.add(first);
    } else if (name === 'ADDSLOTSRANGE') server.slots.push([Number(first), Number(last)]);
    else if (name === 'REPLICATE') {
      if (server.master !== first && !command.startsWith(barred)) throw new Error(`${server.ordinal} may be elected without a copy`);
      this.replicate(server, first);
    } else if (name === 'FAILOVER') this.takeOver(server);
    else throw new Error(`Redis has no ${command}`);
  }

  private meet(server: Server, address: string): void {
    const other = this.up().find((each) => each.address === address);
    if (!other) return;
    server.known.set(other.id, { address, mismatch: false });
    other.known.set(server.id, { address: server.address, mismatch: false });
  }

  private replicate(server: Server, id: string): void {
    const master = this.servers.get(id);
    // Its own replicas stay its replicas: Redis 7.0 does not create a replica of a replica, but does not change one either.
    if (!master || !server.known.has(id) || master.master) throw new Error(`${server.ordinal} cannot replicate ${id}`);
    if (!server.master && (server.slots.length > 0 || server.keys > 0)) throw new Error(`${server.ordinal} is a master that is not empty`);
    server.master = id;
    server.keys = master.keys;
  }

  takeOver(server: Server): void {
    const master = this.servers.get(server.master ?? '');
    if (!master) throw new Error(`${server.ordinal} is no replica`);
    if (master.slots.length === 0) return; // Redis returns OK, but no master votes
    for (const each of this.servers.values()) if (each.master === master.id) each.master = server.id;
    Object.assign(server, { master: undefined, slots: master.slots });
    Object.assign(master, { master: server.id, slots: [] });
  }

  /** Connected servers exchange what they know, until nobody has news. */
  gossip(): void {
    gossip(this.servers);
  }
}
