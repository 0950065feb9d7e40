import type { Attempt } from '../../../proof/attempt';
import { failuresUntil } from '../../../proof/postgres/rows/password-rotation';

const failures = (attempts: readonly Omit<Attempt, 'n'>[], moment = 100) =>
  failuresUntil({ attempts: attempts.map((attempt, index) => ({ n: index + 1, ...attempt })) }, moment);

describe('a failure in a rotation', () => {
  test('counts after the first success', () => {
    expect(
      failures([
        { at: 1, ok: true },
        { at: 2, ok: false, error: 'refused' },
      ]),
    ).toEqual(['refused']);
  });

  test('does not count before it, while a pod is not ready', () => {
    expect(
      failures([
        { at: 1, ok: false, error: 'refused' },
        { at: 2, ok: true },
      ]),
    ).toEqual([]);
  });

  test('does not count when its pod is replaced', () => {
    expect(
      failures([
        { at: 1, ok: true },
        { at: 101, ok: false, error: 'refused' },
      ]),
    ).toEqual([]);
  });

  test('counts in each loop by itself', () => {
    expect(
      failures([
        { at: 1, ok: true, loop: 'a' },
        { at: 2, ok: false, loop: 'b', error: 'not ready' },
        { at: 3, ok: true, loop: 'b' },
        { at: 4, ok: false, loop: 'b', error: 'refused' },
      ]),
    ).toEqual(['refused']);
  });
});
