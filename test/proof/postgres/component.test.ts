import { notStreaming } from '../../../proof/postgres/component';

describe('the members of Patroni', () => {
  const leader = { name: 'db-0', role: 'leader', state: 'running', timeline: 2 };
  const replica = (name: string, over = {}) => ({ name, role: 'replica', state: 'streaming', timeline: 2, lag: 0, ...over });

  test('are healthy with one leader and two that stream', () =>
    expect(notStreaming('db-0', [leader, replica('db-1'), replica('db-2')], 3)).toBeUndefined());

  test('are not healthy if the label is on another pod than the leader', () => {
    expect(notStreaming('db-1', [leader, replica('db-1'), replica('db-2')], 3)).toBe("Patroni's leader is db-0, but the label is on db-1");
  });

  test('are not healthy while one is missing', () => expect(notStreaming('db-0', [leader, replica('db-1')], 3)).toBe('Patroni knows 2 of 3 members'));

  test.each([
    ['starts', { state: 'starting' }],
    ['is on an older timeline', { timeline: 1 }],
    ['is far behind', { lag: 10_000_000 }],
    ['does not know how far it is behind', { lag: 'unknown' }],
  ])('are not healthy while one %s', (_, over) =>
    expect(notStreaming('db-0', [leader, replica('db-1'), replica('db-2', over)], 3)).toContain('db-2 is'),
  );
});
