import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOnPath, type Timed, timeInTurns } from '../../../tools/bench/turns';

describe('measured programs', () => {
  let folder: string;
  const writes = (name: string): Timed => ({ name, what: '', commands: [['/bin/sh', '-c', `printf ${name} >> ${join(folder, 'log')}`]] });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ballast-turns-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('take one more turn than is counted', () => {
    timeInTurns([writes('a'), writes('b')], 2);
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('ababab');
  });

  it('have a median between their minimum and their maximum', () => {
    const [a] = timeInTurns([writes('a')], 3);
    expect(a.minimum).toBeGreaterThan(0);
    expect(a.median).toBeGreaterThanOrEqual(a.minimum);
    expect(a.median).toBeLessThanOrEqual(a.maximum);
  });

  it('stop the benchmark if one fails, with its output', () => {
    const failing: Timed = { name: 'f', what: '', commands: [['/bin/sh', '-c', 'echo reason >&2; exit 3']] };
    expect(() => timeInTurns([failing], 1)).toThrow(/exit 3 failed: reason/);
  });

  it('are on PATH or not', () => {
    expect([isOnPath('node'), isOnPath('no-such-program')]).toEqual([true, false]);
  });
});
