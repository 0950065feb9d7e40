import { useAwk } from './plan-awk';
import type { Server } from './simulated-server';
import { Cluster } from './simulator';

useAwk();

const nodes = ['a', 'b', 'c', 'a', 'b', 'c'];
const formed = () => Cluster.formed(nodes, [0, 1, 2, 2, 0, 1]);
const commands = (cluster: Cluster, self = 0) => cluster.plan(self).map(({ command }) => command.split(' ').slice(0, 2).join(' '));
const warnings = (cluster: Cluster, self = 0) => cluster.plan(self).map(({ command, reason }) => `${command}: ${reason}`);
const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);
const everywhere = (cluster: Cluster) => cluster.up().flatMap(({ ordinal }) => cluster.plan(ordinal));
const sizes = (cluster: Cluster) =>
  cluster
    .up()
    .flatMap(({ slots }) => slots.map(([first, last]) => last - first + 1))
    .sort();

describe('the first plan of a new cluster', () => {
  it.each([
    ['3 shards on 3 nodes', 3, nodes],
    ['3 shards on one node', 3, nodes.map(() => 'a')],
    ['3 shards on a node for each pod', 3, [...'abcdef']],
    ['3 shards, most of them on one node', 3, [...'aaaabc']],
    ['3 shards with 2 replicas on 3 nodes', 3, [...nodes, 'a', 'b', 'c']],
    ['5 shards on 2 nodes', 5, [...'ababababab']],
  ])('distributes all slots evenly over %s, and gives each the same number of replicas', (_, shards, where) => {
    const cluster = new Cluster(shards, where);
    cluster.settle();
    expect(sizes(cluster).reduce((sum, size) => sum + size)).toBe(16_384);
    expect(Math.max(...sizes(cluster)) - Math.min(...sizes(cluster))).toBeLessThanOrEqual(1);
    const members = cluster.masters.map((master) => cluster.masters.filter((each) => each === master).length);
    expect(members).toEqual(where.map(() => where.length / shards));
  });

  it('lets all servers meet first; when they know all others, replicas copy masters before these have slots, and thus data', () => {
    const cluster = new Cluster(3, nodes);
    expect(new Set(commands(cluster))).toEqual(new Set(['CLUSTER MEET']));
    cluster.look();
    expect(commands(cluster)).toEqual([...times(3, 'CONFIG SET'), ...times(3, 'CLUSTER ADDSLOTSRANGE')]);
  });

  it('is carried out by the first pod only', () => {
    const cluster = new Cluster(3, nodes);
    expect([1, 2, 3, 4, 5].flatMap((self) => cluster.plan(self))).toEqual([]);
  });

  it('does nothing while a pod is missing', () => {
    const cluster = new Cluster(3, nodes);
    cluster.pod(4).up = false;
    expect(warnings(cluster)).toEqual(['warn: not formed: 5 of 6 pods are found']);
  });

  it('does nothing while the first pod is missing, and names it', () => {
    const cluster = new Cluster(3, nodes);
    const first = cluster.pod(0);
    first.up = false;
    expect(warnings(cluster, 1)).toEqual([expect.stringMatching(/^warn: not formed: .*-0 is not found$/)]);
  });

  it.each([0, 3])('does nothing when pod %d has data', (ordinal) => {
    const cluster = new Cluster(3, nodes);
    cluster.pod(ordinal).keys = 1;
    expect(commands(cluster)).toEqual(['warn']);
  });

  it('does nothing when a pod belongs to another cluster', () => {
    const cluster = new Cluster(3, nodes);
    cluster.pod(3).known.set('e'.repeat(40), { address: '10.9.9.9', mismatch: false });
    expect(commands(cluster)).toEqual(['warn']);
  });

  it('does not assign slots without an owner if there is data', () => {
    const cluster = formed();
    cluster.pod(1).slots = [];
    expect(warnings(cluster)[0]).toMatch(/^warn: 5461 slots have no owner, and there is data/);
  });

  it('treats servers that may not be elected yet as healthy', () => {
    const cluster = new Cluster(3, nodes);
    for (const server of cluster.up()) server.synced = false;
    cluster.look();
    expect(commands(cluster)).toContain('CLUSTER ADDSLOTSRANGE');
  });

  it('gives slots to pods in different zones, if there are enough', () => {
    const cluster = new Cluster(3, ['a/1', 'b/1', 'c/2', 'd/2', 'e/3', 'f/3']);
    cluster.settle();
    expect(
      cluster
        .up()
        .filter(({ slots }) => slots.length > 0)
        .map(({ where }) => where.slice(2))
        .sort(),
    ).toEqual(['1', '2', '3']);
  });

  it.each([1, 2, 3, 4, 5])('continues after an interruption after %d of its commands', (done) => {
    const cluster = new Cluster(3, nodes);
    cluster.look();
    for (const act of cluster.plan(0).slice(0, done)) cluster.apply(act);
    cluster.settle();
    expect(sizes(cluster)).toEqual([5461, 5461, 5462]);
  });
});

describe('a server that returned with another address', () => {
  it('is met there by each server that has its old address', () => {
    const cluster = formed();
    cluster.move(cluster.pod(5), '10.0.1.5');
    for (const self of [0, 1, 2, 3, 4]) {
      expect(cluster.plan(self).map(({ address, command }) => `${address}: ${command}`)).toEqual([`10.0.0.${self}: CLUSTER MEET 10.0.1.5 6379`]);
    }
  });

  it.each([
    ['other addresses', (ordinal: number) => `10.0.1.${ordinal}`],
    ["each other's addresses", (ordinal: number) => `10.0.0.${(ordinal + 1) % 6}`],
  ])('is found by all when all returned with %s', (_, address) => {
    const cluster = formed();
    const before = cluster.masters;
    for (const server of cluster.up()) cluster.move(server, address(server.ordinal));
    cluster.settle();
    expect(everywhere(cluster)).toEqual([]);
    expect(cluster.masters).toEqual(before);
    for (const server of cluster.up())
      expect([...server.known.values()].map((view) => view.address).sort()).toEqual(
        cluster
          .up()
          .map((each) => each.address)
          .sort(),
      );
  });
});

describe('a replica whose master returned with another address', () => {
  it('copies from there, which Redis does not do if it learnt the address from a third node', () => {
    const cluster = formed();
    const replica = cluster.pod(4);
    Object.assign(replica, { source: '10.0.9.9', synced: false });
    expect(cluster.plan(4).map(({ address, command }) => `${address}: ${command}`)).toEqual([`10.0.0.4: CLUSTER REPLICATE ${replica.master}`]);
  });

  it("is not changed while it copies from its master's address", () => {
    const cluster = formed();
    Object.assign(cluster.pod(4), { source: cluster.servers.get(cluster.pod(4).master ?? '')?.address, synced: false });
    expect(cluster.plan(4)).toEqual([]);
  });
});

describe('a pod that is away', () => {
  it('leads to no commands', () => {
    const cluster = formed();
    cluster.pod(4).up = false;
    expect(everywhere(cluster)).toEqual([]);
  });

  it('is not forgotten after a replica has taken over its slots', () => {
    const cluster = formed();
    const away = cluster.pod(1);
    away.up = false;
    cluster.takeOver(cluster.pod(5));
    expect(everywhere(cluster)).toEqual([]);
  });

  it('is replaced as the leader by the next pod', () => {
    const cluster = formed();
    cluster.pod(0).up = false;
    cluster.takeOver(cluster.pod(4));
    cluster.start(3, 'a', '10.0.1.3');
    expect(commands(cluster, 1).length).toBeGreaterThan(1);
    expect(commands(cluster, 2)).toEqual(['CLUSTER FORGET']); // on its own server
  });
});

describe('a pod that lost its volume', () => {
  /** The pod's former server, and the cluster after its shard has a master again. */
  function lost(ordinal: number): { readonly cluster: Cluster; readonly old: Server } {
    const cluster = formed();
    const old = cluster.pod(ordinal);
    const successor = cluster.up().find(({ master }) => master === old.id);
    cluster.start(ordinal, old.where, `10.0.1.${ordinal}`);
    if (successor) cluster.takeOver(successor);
    return { cluster, old };
  }

  it.each([0, 1, 2, 3, 4, 5])('is added again as a replica, when it is pod %d', (ordinal) => {
    const { cluster } = lost(ordinal);
    cluster.settle();
    expect(cluster.masters.filter((master) => master !== ordinal)).toHaveLength(cluster.pod(ordinal).master ? 6 : 4);
    expect([...new Set(cluster.masters)]).toHaveLength(3);
    expect(new Set(cluster.up().map(({ known }) => known.size))).toEqual(new Set([6]));
  });

  it.each([0, 1, 5])('is forgotten by all under its old id, when it is pod %d', (ordinal) => {
    const { cluster, old } = lost(ordinal);
    cluster.settle();
    expect(cluster.up().filter(({ known }) => known.has(old.id))).toEqual([]);
  });

  it('is not added again while its old id has slots, because no server has a copy', () => {
    const cluster = formed();
    cluster.pod(5).up = false;
    cluster.start(1, 'b', '10.0.1.1');
    expect(warnings(cluster)).toEqual(['warn: db-1 has lost its volume, and no pod serves its slots: it is not taken in']);
  });

  it.each<[string, (server: Server) => void]>([
    ['has data', (server) => Object.assign(server, { keys: 1 })],
    ['belongs to another cluster', (server) => server.known.set('e'.repeat(40), { address: '10.9.9.9', mismatch: false })],
  ])('is never met when the server that answers in its place %s', (_, spoil) => {
    const { cluster } = lost(5);
    spoil(cluster.pod(5));
    const acts = Array.from({ length: 3 }, () => cluster.look()).flat();
    expect(acts.filter(({ command }) => command.includes('MEET'))).toEqual([]);
    expect(commands(cluster)).toEqual(['warn']);
  });
});
