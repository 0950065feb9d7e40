import type { Attempt } from '../../proof/attempt';
import { ClientPod } from '../../proof/clients';
import { acknowledgedWrites } from '../../proof/lost';
import { judgeOutages, measure } from '../../proof/outages';

/** A client that succeeded at these times, in milliseconds. */
function client(moments: readonly number[], more: Partial<Attempt> = {}, kind: 'libpq' | 'node-postgres' = 'libpq', mode = 'write') {
  const pod = new ClientPod('shop', 'pod', 'run', { kind, mode, node: 'node1' });
  pod.attempts.push(...moments.map((at, index) => ({ n: index + 1, at, ok: true, ...more })));
  return pod;
}

describe('the measurement of clients', () => {
  const quick = client([0, 500, 1000, 1500, 2000]);
  const slow = client([0, 2000], {}, 'node-postgres');

  test('gives the outage of the worst client', () => expect(measure([quick, slow], 0, 2000).outage).toBe(2));

  test('gives the outage of each client', () => {
    expect([...measure([quick, slow], 0, 2000).clients]).toEqual([
      ['libpq write', 0.5],
      ['node-postgres write', 2],
    ]);
  });

  test('counts outages of more than a second', () => expect(measure([client([0, 1500, 3000, 3500])], 0, 3500).count).toBe(2));

  test('separates the loops of a client', () => {
    const reader = client([0, 100], { loop: 'persistent' });
    reader.attempts.push({ n: 3, at: 0, ok: true, loop: 'connecting' }, { n: 4, at: 3000, ok: true, loop: 'connecting' });
    expect(measure([reader], 0, 3000).clients.get('libpq write (connecting)')).toBe(3);
  });

  test('does not count a failure as a success', () => {
    const failing = client([0, 4000]);
    failing.attempts.push({ n: 3, at: 2000, ok: false });
    expect(measure([failing], 0, 4000).outage).toBe(4);
  });
});

describe('a client', () => {
  test('that has reported nothing does not flow', () => expect(client([]).notFlowing(1)).toBe('libpq write has reported nothing yet'));

  test('that always succeeds flows', () => {
    const now = Date.now();
    expect(client(Array.from({ length: 61 }, (_, index) => now - 3000 + index * 50)).notFlowing(1)).toBeUndefined();
  });

  test('that has just started does not flow yet', () => expect(client([Date.now() - 100]).notFlowing(1)).toBe('libpq write: silent'));
});

test('only successes are acknowledged writes', () => {
  const writer = client([1, 2], { id: 7 });
  writer.attempts.push({ n: 3, at: 3, ok: false, id: 8 });
  expect(acknowledgedWrites([writer])).toEqual([
    { run: 'run', client: 'libpq', id: 7 },
    { run: 'run', client: 'libpq', id: 7 },
  ]);
});

describe('repetitions', () => {
  const one = (outage: number, takenOver = true) => ({ outage, count: 1, takenOver, clients: new Map([['libpq write', outage]]) });
  const judged = judgeOutages({ component: { takenOver: 'the leader or its timeline' } }, [one(1), one(2), one(3, false)], { text: '', maximum: 4 });

  test('are judged by their outages', () => expect(judged.measured).toBe('median 2.0 s, maximum 3.0 s of 3'));

  test('note the figures of each client and how often the leader changed', () => {
    expect(judged.notes).toEqual(['libpq write median 2.0 s, maximum 3.0 s. The leader or its timeline changed in 2 of 3.']);
  });
});
