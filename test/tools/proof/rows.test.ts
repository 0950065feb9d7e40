import { notStreaming } from '../../../tools/proof/component';
import { countMissing } from '../../../tools/proof/lost';
import { graceOf } from '../../../tools/proof/monitor-grace';
import { unexpected } from '../../../tools/proof/rows/network-policy';
import { nodeLossGrace50 } from '../../../tools/proof/rows/node-loss';

describe('lost rows', () => {
  const row = (id: number, client = 'libpq') => ({ run: 'r', client, id });

  test('are those acknowledged that the database does not have', () => expect(countMissing([row(1), row(2), row(3)], [row(1), row(3)])).toBe(1));

  test('are none where the database has more than was acknowledged', () => expect(countMissing([row(1)], [row(1), row(2)])).toBe(0));

  test('of one client are not made up for by another', () => expect(countMissing([row(1)], [row(1, 'node-postgres')])).toBe(1));
});

describe('the members of Patroni', () => {
  const leader = { name: 'db-0', role: 'leader', state: 'running', timeline: 2 };
  const replica = (name: string, over = {}) => ({ name, role: 'replica', state: 'streaming', timeline: 2, lag: 0, ...over });

  test('are well with one leader and two that stream', () =>
    expect(notStreaming('db-0', [leader, replica('db-1'), replica('db-2')])).toBeUndefined());

  test('are not well with another leader than the label says', () => {
    expect(notStreaming('db-1', [leader, replica('db-1'), replica('db-2')])).toBe("Patroni's leader is db-0, the label says db-1");
  });

  test('are not well while one is missing', () => expect(notStreaming('db-0', [leader, replica('db-1')])).toBe('Patroni knows 2 members of 3'));

  test.each([
    ['starts', { state: 'starting' }],
    ['is on an older timeline', { timeline: 1 }],
    ['is far behind', { lag: 10_000_000 }],
    ['does not know how far it is behind', { lag: 'unknown' }],
  ])('are not well while one %s', (_, over) => expect(notStreaming('db-0', [leader, replica('db-1'), replica('db-2', over)])).toContain('db-2 is'));
});

describe('the NetworkPolicy matrix', () => {
  const source = { name: 'ecommerce', namespace: 'shopfds', labels: {}, allowed: ['database 5432'] };
  const tried = [
    { what: 'database 5432', address: '10.0.0.1:5432', ours: true },
    { what: 'database 8008', address: '10.0.0.1:8008', ours: true },
  ];

  test('is as expected where only the allowed is reached', () => expect(unexpected(source, tried, new Set(['10.0.0.1:5432']))).toEqual([]));

  test('names what is denied and should not be', () => {
    expect(unexpected(source, tried, new Set())).toEqual(['ecommerce -> database 5432 (10.0.0.1:5432) is denied, and must be allowed']);
  });

  test('names what is allowed and should not be', () => {
    expect(unexpected(source, tried, new Set(['10.0.0.1:5432', '10.0.0.1:8008']))).toEqual([
      'ecommerce -> database 8008 (10.0.0.1:8008) is allowed, and must be denied',
    ]);
  });
});

describe('the grace period', () => {
  test('is read from the arguments of the controller', () => expect(graceOf(['/bin/x', '--a=b', '--node-monitor-grace-period=50s'])).toBe('50s'));

  test('is unknown where the controller has none', () => expect(graceOf(['/bin/x'])).toBeUndefined());

  test('decides whether a row is for this cluster', () => {
    const cluster = { kubernetes: '', nodes: '', kernel: '', runtime: '', monitorGrace: '20s', adapter: '' };
    expect(nodeLossGrace50.notHere?.(cluster)).toBe("the cluster's node-monitor grace period is 20s, the row is for 50s");
  });
});
