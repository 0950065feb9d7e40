import { counterOf, notRewritten, notSaved, shareOf } from '../../../proof/redis/rows/memory-under-rewriting';

const info = (more: Readonly<Record<string, string | number>>): string =>
  Object.entries({ aof_rewrites: 4, aof_rewrite_in_progress: 0, rdb_last_save_time: 100, aof_last_bgrewrite_status: 'ok', ...more })
    .map((field) => `${field.join(':')}\n`)
    .join('');

describe('the memory of a server', () => {
  test('is given as a share of the limit', () =>
    expect(shareOf({ peakBytes: 384 * 2 ** 20, limitBytes: 512 * 2 ** 20 })).toBe('75 % of the limit (384 of 512 MiB)'));
});

describe('a rewrite', () => {
  test.each([
    ['has ended when none is in progress', info({}), undefined],
    ['has ended when the next one has begun', info({ aof_rewrites: 5, aof_rewrite_in_progress: 1 }), undefined],
    ['has not ended while it is in progress', info({ aof_rewrite_in_progress: 1 }), 'the rewrite is in progress'],
    ['has not ended before it begins', info({ aof_rewrites: 3 }), 'no rewrite has begun'],
    ['has not ended well if its status says so', info({ aof_last_bgrewrite_status: 'err' }), 'aof_last_bgrewrite_status is not ok'],
  ])('%s', (_, text, reason) => expect(notRewritten(text, 3)).toBe(reason));
});

describe('a snapshot', () => {
  test('is saved when its time has changed', () => expect(notSaved(info({}), 99)).toBeUndefined());
  test('is not saved before', () => expect(notSaved(info({}), 100)).toBe('no snapshot is saved'));
});

test('an INFO that lacks a counter is refused', () => expect(() => counterOf(info({}), 'sync_full')).toThrow('INFO has no sync_full'));
