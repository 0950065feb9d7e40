// For other values: FAST_CHECK_SEED=1 FAST_CHECK_RUNS=1000 npx jest test/constructs/redis/plan-placement
import fc from 'fast-check';
import { type Act, useAwk } from './plan-awk';
import { Cluster } from './simulator';

useAwk();

const seed = Number(process.env.FAST_CHECK_SEED ?? 20260101);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 20);

interface Start {
  readonly where: readonly string[];
  readonly masters: readonly number[];
}

/** Number of members of the same shard that share a node, and of masters that share a node. */
function faults({ where, masters }: Start): { readonly together: number; readonly crowded: number } {
  const pairs = where.flatMap((node, a) => where.flatMap((other, b) => (a < b && node === other ? [[a, b] as const] : [])));
  const nodes = where.filter((_, ordinal) => masters[ordinal] === ordinal);
  return { together: pairs.filter(([a, b]) => masters[a] === masters[b]).length, crowded: nodes.length - new Set(nodes).size };
}

/** Pods in random order, assigned to shards; the first pod of each shard is its master. */
const dealt = (order: readonly number[], shards: number): number[] => {
  const masters: number[] = [];
  order.forEach((pod, index) => {
    masters[pod] = order[index % shards] ?? pod;
  });
  return masters;
};
const orderOf = (pods: number) => fc.shuffledSubarray([...Array(pods).keys()], { minLength: pods, maxLength: pods });

const any: fc.Arbitrary<Start> = fc
  .record({ shards: fc.integer({ min: 3, max: 5 }), replicas: fc.integer({ min: 1, max: 2 }), nodes: fc.integer({ min: 1, max: 5 }) })
  .chain(({ shards, replicas, nodes }) => {
    const pods = shards * (1 + replicas);
    const node = fc.nat(nodes - 1).map((index) => `node-${index}`);
    return fc.record({
      where: fc.array(node, { minLength: pods, maxLength: pods }),
      masters: orderOf(pods).map((order) => dealt(order, shards)),
    });
  });

/** Pods as the scheduler spreads them: two on each of three nodes. */
const even: fc.Arbitrary<Start> = fc.record({
  where: orderOf(6).map((order) => order.map((index) => `node-${index % 3}`)),
  masters: orderOf(6).map((order) => dealt(order, 3)),
});

/** A pod on each of six nodes, two in each of three zones. */
const zoned: fc.Arbitrary<Start> = fc.record({
  where: orderOf(6).map((order) => order.map((index) => `node-${index}/zone-${index % 3}`)),
  masters: orderOf(6).map((order) => dealt(order, 3)),
});

/** Pods on random nodes, each of which is in a random zone. */
const anyZoned: fc.Arbitrary<Start> = fc
  .record({ start: any, zones: fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }) })
  .map(({ start: { where, masters }, zones }) => ({ where: where.map((node) => `${node}/zone-${zones[Number(node.slice(5))]}`), masters }));

const inZones = ({ where, masters }: Start): Start => ({ where: where.map((place) => place.replace(/.*\//, '')), masters });

/** Runs the first pod until it has nothing left to do. In a complete cluster, only this pod acts. */
function place({ where, masters }: Start): { readonly acts: readonly Act[]; readonly end: Start; readonly cluster: Cluster } {
  const cluster = Cluster.formed(where, masters);
  const acts: Act[] = [];
  for (let left = 20; left > 0; left -= 1) {
    const next = cluster.plan(0);
    if (next.length === 0) return { acts, end: { where, masters: cluster.masters }, cluster };
    for (const act of next) cluster.apply(act);
    acts.push(...next);
  }
  throw new Error(`still at work: ${acts.map(({ reason }) => reason).join(', ')}`);
}

describe('the placement of shards on nodes', () => {
  it('terminates from any state, with an owner for each slot and replicas for each shard, and does not make the placement worse', () => {
    const property = fc.property(any, (start) => {
      const { acts, end, cluster } = place(start);
      const before = faults(start);
      const after = faults(end);
      expect(acts.length).toBeLessThanOrEqual(start.where.length);
      expect(after.together).toBeLessThanOrEqual(before.together);
      expect(after.crowded).toBeLessThanOrEqual(before.crowded);
      const owned = cluster.up().flatMap(({ slots }) => slots.map(([first, last]) => last - first + 1));
      expect(owned.reduce((sum, slots) => sum + slots)).toBe(16_384);
      const members = (of: Start) => of.masters.map((master) => of.masters.filter((each) => each === master).length);
      expect(members(end)).toEqual(members(start));
    });
    fc.assert(property, { seed, numRuns });
  });

  it('separates the members of each shard, and the masters, with two pods on each of three nodes', () => {
    const property = fc.property(even, (start) => {
      expect(faults(place(start).end)).toEqual({ together: 0, crowded: 0 });
    });
    fc.assert(property, { seed, numRuns });
  });

  it('gives each node at most one master if the nodes of the members allow it', () => {
    const property = fc.property(any, (start) => {
      const { end } = place(start);
      const shards = [...new Set(end.masters)].map((master) => end.where.filter((_, ordinal) => end.masters[ordinal] === master));
      expect(faults(end).crowded).toBe(shards.length - most(shards));
    });
    fc.assert(property, { seed, numRuns });
  });

  it('separates the members of each shard, and the masters, by zone, with two pods in each of three zones', () => {
    const property = fc.property(zoned, (start) => {
      expect(faults(inZones(place(start).end))).toEqual({ together: 0, crowded: 0 });
    });
    fc.assert(property, { seed, numRuns });
  });

  it('terminates in any zones, puts no more members of a shard on one node for them, and gives each node at most one master nevertheless', () => {
    const property = fc.property(anyZoned, (start) => {
      const { end } = place(start);
      expect(faults(end).together).toBeLessThanOrEqual(faults(start).together);
      const shards = [...new Set(end.masters)].map((master) => end.where.filter((_, ordinal) => end.masters[ordinal] === master));
      expect(faults(end).crowded).toBe(shards.length - most(shards));
    });
    fc.assert(property, { seed, numRuns });
  });

  it('ignores zones while a pod does not tell its own', () => {
    const where = ['a/1', 'b/1', 'c/2', 'd/2', 'e/3', 'f/3'];
    const masters = [0, 1, 2, 2, 0, 1];
    expect(Cluster.formed(where, masters).plan(0)).not.toEqual([]);
    expect(Cluster.formed([...where.slice(0, 5), 'f'], masters).plan(0)).toEqual([]);
  });

  it('does not change a cluster that is well placed', () => {
    const cluster = Cluster.formed(['a', 'b', 'c', 'a', 'b', 'c'], [0, 1, 2, 2, 0, 1]);
    expect(cluster.up().flatMap(({ ordinal }) => cluster.plan(ordinal))).toEqual([]);
  });

  it('distributes replicas evenly', () => {
    const { end } = place({ where: ['a', 'b', 'c', 'a', 'b', 'c'], masters: [0, 1, 2, 0, 0, 0] });
    expect([...end.masters].sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it.each<[string, (cluster: Cluster) => void]>([
    ['a pod is away', (cluster) => Object.assign(cluster.pod(5), { up: false })],
    ['a replica is behind', (cluster) => Object.assign(cluster.pod(5), { synced: false })],
    ['some server does not know another', (cluster) => cluster.pod(0).known.delete(cluster.pod(5).id)],
  ])('waits while %s', (_, disturb) => {
    const cluster = Cluster.formed(['a', 'a', 'a', 'b', 'b', 'b'], [0, 1, 2, 0, 1, 2]);
    expect(cluster.plan(0)).not.toEqual([]);
    disturb(cluster);
    expect(cluster.plan(0).filter(({ command }) => /REPLICATE|FAILOVER/.test(command))).toEqual([]);
  });
});

/** Maximum number of shards that can each have a separate node among those of their members, by exhaustive search. */
function most([nodes, ...others]: readonly (readonly string[])[], taken: ReadonlySet<string> = new Set()): number {
  if (!nodes) return 0;
  const free = [...new Set(nodes)].filter((node) => !taken.has(node));
  return Math.max(most(others, taken), ...free.map((node) => 1 + most(others, new Set([...taken, node]))));
}
