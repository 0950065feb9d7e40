import { Cluster } from './simulator';

const nodes = ['a', 'b', 'c', 'a', 'b', 'c'];
const formed = () => Cluster.formed(nodes, [0, 1, 2, 2, 0, 1]);

describe('more or fewer pods', () => {
  it('makes new ones a shard without slots, and its replica', () => {
    const cluster = formed();
    Object.assign(cluster, { shards: 4, pods: 8, kept: 8 });
    cluster.start(6, 'a');
    cluster.start(7, 'b');
    cluster.settle();
    expect(cluster.masters.slice(6)).toEqual([6, 6]);
  });

  it('never asks for the place of a master without slots: nobody would vote', () => {
    const cluster = formed();
    Object.assign(cluster, { shards: 4, pods: 8, kept: 8 });
    cluster.start(6, 'a');
    cluster.start(7, 'd');
    cluster.settle();
    expect(cluster.look()).toEqual([]);
  });

  it('forgets those that are gone and had no slots', () => {
    const cluster = Cluster.formed([...nodes, 'a', 'b'], [0, 1, 2, 2, 0, 1, 0, 1], 3);
    Object.assign(cluster, { pods: 6, kept: 6 });
    for (const ordinal of [6, 7]) cluster.pod(ordinal).up = false;
    cluster.settle();
    expect(cluster.up().map(({ known }) => known.size)).toEqual([6, 6, 6, 6, 6, 6]);
  });

  it('does not forget one that is gone and has slots', () => {
    const cluster = Cluster.formed([...nodes, 'a', 'b'], [0, 1, 2, 2, 0, 1, 6, 6]);
    Object.assign(cluster, { shards: 3, pods: 6, kept: 6 });
    for (const ordinal of [6, 7]) cluster.pod(ordinal).up = false;
    const gone = [...cluster.servers.values()].find(({ ordinal }) => ordinal === 6);
    for (let look = 0; look < 3; look += 1) cluster.look();
    expect(cluster.up().filter(({ known }) => gone && known.has(gone.id))).toHaveLength(6);
  });
});

describe('a shard that retires', () => {
  /** Four shards of which three are to stay, on the first six pods. */
  function retiring(masters: readonly number[]): Cluster {
    const cluster = Cluster.formed([...'abcabcab'], masters);
    Object.assign(cluster, { shards: 3, kept: 6 });
    return cluster;
  }
  /** What the Job does: the slots of the last master go to the first. */
  function moveSlots(cluster: Cluster): void {
    const [first, , , last] = cluster.up().filter(({ slots }) => slots.length > 0);
    if (!first || !last) throw new Error('there are no four masters');
    first.slots.push(...last.slots);
    for (const server of cluster.up()) if (server === last || server.master === last.id) server.keys = 0;
    last.slots = [];
  }

  it.each([
    ['in pods that go', [0, 1, 2, 1, 2, 0, 6, 6]],
    ['in pods that stay', [0, 1, 2, 3, 1, 3, 2, 0]],
    ['with its replica in a pod that stays', [0, 1, 2, 6, 1, 2, 6, 0]],
    ['while masters of others are in pods that go', [6, 7, 2, 3, 2, 3, 6, 7]],
  ])('leaves each other shard its replica among the pods that stay, and no master in those that go: %s', (_, masters) => {
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

describe('replicas that retire', () => {
  it.each([
    ['in pods that go', [0, 1, 2, 0, 1, 2, 0, 1, 2]],
    ['with masters in pods that go', [6, 7, 8, 6, 7, 8, 6, 7, 8]],
    ['with a whole shard in pods that go', [0, 1, 0, 1, 0, 1, 6, 6, 6]],
    ['with a whole shard in pods that go, and each other in neighbours', [0, 0, 0, 3, 3, 3, 6, 6, 6]],
  ])('leave each shard a master and a replica among the pods that stay, and no master in those that go: %s', (_, masters) => {
    const cluster = Cluster.formed([...'abcabcabc'], masters);
    cluster.kept = 6;
    cluster.settle();
    const staying = cluster.masters.slice(0, 6);
    expect(staying.map((master) => staying.filter((each) => each === master).length)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(cluster.up().filter(({ ordinal, slots }) => ordinal >= 6 && slots.length > 0)).toEqual([]);
  });
});
