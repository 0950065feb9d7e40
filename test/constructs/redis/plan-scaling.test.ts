import { useAwk } from './plan-awk';
import { Cluster } from './simulator';

useAwk();

const nodes = ['a', 'b', 'c', 'a', 'b', 'c'];
const formed = () => Cluster.formed(nodes, [0, 1, 2, 2, 0, 1]);

describe('more or fewer pods', () => {
  it('turns new pods into a shard without slots, and its replica', () => {
    const cluster = formed();
    Object.assign(cluster, { shards: 4, pods: 8, kept: 8 });
    cluster.start(6, 'a');
    cluster.start(7, 'b');
    cluster.settle();
    expect(cluster.masters.slice(6)).toEqual([6, 6]);
  });

  it('never starts a failover of a master without slots, because no master would vote', () => {
    const cluster = formed();
    Object.assign(cluster, { shards: 4, pods: 8, kept: 8 });
    cluster.start(6, 'a');
    cluster.start(7, 'd');
    cluster.settle();
    expect(cluster.look()).toEqual([]);
  });

  it('forgets pods that are gone and have no slots', () => {
    const cluster = Cluster.formed([...nodes, 'a', 'b'], [0, 1, 2, 2, 0, 1, 0, 1], 3);
    Object.assign(cluster, { pods: 6, kept: 6 });
    for (const ordinal of [6, 7]) cluster.pod(ordinal).up = false;
    cluster.settle();
    expect(cluster.up().map(({ known }) => known.size)).toEqual([6, 6, 6, 6, 6, 6]);
  });

  it('does not forget a pod that is gone and has slots', () => {
    const cluster = Cluster.formed([...nodes, 'a', 'b'], [0, 1, 2, 2, 0, 1, 6, 6]);
    Object.assign(cluster, { shards: 3, pods: 6, kept: 6 });
    for (const ordinal of [6, 7]) cluster.pod(ordinal).up = false;
    const gone = [...cluster.servers.values()].find(({ ordinal }) => ordinal === 6);
    for (let look = 0; look < 3; look += 1) cluster.look();
    expect(cluster.up().filter(({ known }) => gone && known.has(gone.id))).toHaveLength(6);
  });
});

describe('a retiring shard', () => {
  /** Four shards, three of which remain, on the first six pods. */
  function retiring(masters: readonly number[]): Cluster {
    const cluster = Cluster.formed([...'abcabcab'], masters);
    Object.assign(cluster, { shards: 3, kept: 6 });
    return cluster;
  }
  /** Moves the slots of the last master to the first, as the Job does. */
  function moveSlots(cluster: Cluster): void {
    const [first, , , last] = cluster.up().filter(({ slots }) => slots.length > 0);
    if (!first || !last) throw new Error('there are no four masters');
    first.slots.push(...last.slots);
    for (const server of cluster.up()) if (server === last || server.master === last.id) server.keys = 0;
    last.slots = [];
  }

  it.each([
    ['in retiring pods', [0, 1, 2, 1, 2, 0, 6, 6]],
    ['in remaining pods', [0, 1, 2, 3, 1, 3, 2, 0]],
    ['with its replica in a remaining pod', [0, 1, 2, 6, 1, 2, 6, 0]],
    ['while masters of others are in retiring pods', [6, 7, 2, 3, 2, 3, 6, 7]],
  ])('leaves each other shard a replica in the remaining pods, and no master in the retiring ones: %s', (_, masters) => {
    const cluster = retiring(masters);
    cluster.settle();
    moveSlots(cluster);
    cluster.settle();
    const staying = cluster.masters.slice(0, 6);
    expect(staying.map((master) => staying.filter((each) => each === master).length)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(cluster.up().filter(({ ordinal, slots }) => ordinal >= 6 && slots.length > 0)).toEqual([]);
  });

  it('leaves no replica of a replica', () => {
    const cluster = retiring([0, 1, 2, 3, 1, 3, 2, 0]);
    cluster.settle();
    moveSlots(cluster);
    cluster.settle();
    const masters = cluster.up().map(({ master }) => cluster.servers.get(master ?? ''));
    expect(masters.filter((each) => each?.master)).toEqual([]);
  });
});

describe('retiring replicas', () => {
  it.each([
    ['in retiring pods', [0, 1, 2, 0, 1, 2, 0, 1, 2]],
    ['with masters in retiring pods', [6, 7, 8, 6, 7, 8, 6, 7, 8]],
    ['with a whole shard in retiring pods', [0, 1, 0, 1, 0, 1, 6, 6, 6]],
    ['with a whole shard in retiring pods, and each other shard in neighbouring pods', [0, 0, 0, 3, 3, 3, 6, 6, 6]],
  ])('leave each shard a master and a replica in the remaining pods, and no master in the retiring ones: %s', (_, masters) => {
    const cluster = Cluster.formed([...'abcabcabc'], masters);
    cluster.kept = 6;
    cluster.settle();
    const staying = cluster.masters.slice(0, 6);
    expect(staying.map((master) => staying.filter((each) => each === master).length)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(cluster.up().filter(({ ordinal, slots }) => ordinal >= 6 && slots.length > 0)).toEqual([]);
  });
});
