import { counterOf, shareOf, stillCopying } from '../../../proof/redis/rows/memory-under-rewriting';

const idle =
  'aof_rewrite_in_progress:0\naof_rewrite_scheduled:0\nrdb_bgsave_in_progress:0\naof_last_bgrewrite_status:ok\nrdb_last_bgsave_status:ok\n';

describe('the memory of a server', () => {
  test('is given as a share of the limit', () =>
    expect(shareOf({ peakBytes: 384 * 2 ** 20, limitBytes: 512 * 2 ** 20 })).toBe('75 % of the limit (384 of 512 MiB)'));
});

describe('a server', () => {
  test('that has no child has finished its copies', () => expect(stillCopying(idle)).toBeUndefined());

  test.each(['aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'])('with %s has not', (name) =>
    expect(stillCopying(idle.replace(`${name}:0`, `${name}:1`))).toBe(name),
  );

  test('has not finished a copy that failed', () =>
    expect(stillCopying(idle.replace('bgrewrite_status:ok', 'bgrewrite_status:err'))).toBe('aof_last_bgrewrite_status is not ok'));

  test('whose INFO lacks a counter is refused', () => expect(() => counterOf(idle, 'sync_full')).toThrow('INFO has no sync_full'));
});
