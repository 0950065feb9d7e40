import { wrongCounts } from '../../../proof/redis/rows/ttl';
import { hashTags, slotOf } from '../../../proof/redis/shards';

describe('keys that expire', () => {
  const group = { keys: 10, seconds: 5 };
  const wrong = (...counts: [at: number, present: number][]) =>
    wrongCounts(
      'sessions',
      counts.map(([at, present]) => ({ at, present })),
      group,
    );

  test('exist until their time and are gone after it', () => expect(wrong([0, 10], [3000, 10], [4900, 4], [7000, 0])).toEqual([]));

  test('must not expire before their time', () =>
    expect(wrong([0, 10], [2000, 9], [7000, 0])).toEqual(['sessions: 1 of 10 expired 3.0 s too early']));

  test('must not exist after it', () => expect(wrong([0, 10], [7000, 2])).toEqual(['sessions: 2 of 10 present 2.0 s too long']));

  test('must be counted after it', () => expect(wrong([0, 10], [3000, 10])).toEqual(['sessions: never counted after they should have expired']));

  test('must be counted at all', () => expect(wrong()).toEqual(['sessions: never counted']));
});

describe('hash tags', () => {
  test('have the slots that Redis computes for them', () => expect(['foo', '123456789'].map(slotOf)).toEqual([12182, 12739]));

  test('are in the middle of the slots of each shard', () => expect(Object.values(hashTags(3)).map(slotOf)).toEqual([2730, 8192, 13653]));

  test('are as many as shards', () => expect(Object.keys(hashTags(4))).toEqual(['shard 1', 'shard 2', 'shard 3', 'shard 4']));
});
