import { destinations, sources } from '../../../proof/redis/rows/network-policy';
import { wrongCounts } from '../../../proof/redis/rows/ttl';
import { hashTags } from '../../../proof/redis/shards';

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

/** CRC-16/XMODEM modulo 16384, as in Redis. */
const slotOf = (tag: string): number => {
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc % 16384;
};

test('each hash tag is in the middle of its third of the slots', () => expect(Object.values(hashTags).map(slotOf)).toEqual([2730, 8191, 13653]));

test('only Redis may reach the bus', () => {
  expect(destinations.redis?.ports).toContain(16379);
  expect(sources.flatMap(({ allowed }) => allowed)).not.toContain('redis 16379');
});
