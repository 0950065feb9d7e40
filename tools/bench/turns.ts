import { spawnSync } from 'node:child_process';

/** A measurement: commands that run one after the other. */
export interface Timed {
  readonly name: string;
  /** A description for the page. */
  readonly what: string;
  readonly commands: readonly (readonly [program: string, ...parameters: string[]])[];
  /** The median must be below it, in seconds. */
  readonly limit?: number;
}

/** The result of a measurement, in seconds. */
export interface Figures extends Timed {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  readonly runs: number;
}

/**
 * Measures commands that take turns, so that other load on the machine affects all of them. The first turn is not counted, because it fills
 * caches and does the set-up.
 */
export function timeInTurns<const T extends readonly Timed[]>(timed: T, runs: number): { readonly [K in keyof T]: Figures } {
  const turns = Array.from({ length: runs + 1 }, () => timed.map(secondsOf)).slice(1);
  const figures = timed.map((each, index) => {
    const seconds = turns.map((turn) => turn[index] ?? Number.NaN).sort((a, b) => a - b);
    return {
      ...each,
      minimum: seconds[0] ?? Number.NaN,
      median: seconds[Math.floor(runs / 2)] ?? Number.NaN,
      maximum: seconds.at(-1) ?? Number.NaN,
      runs,
    };
  });
  return figures as { readonly [K in keyof T]: Figures };
}

function secondsOf({ commands }: Timed): number {
  const start = performance.now();
  for (const [program, ...parameters] of commands) {
    const { error, status, stderr } = spawnSync(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (error || status !== 0) throw new Error(`${[program, ...parameters].join(' ')} failed: ${error?.message ?? stderr}`);
  }
  return (performance.now() - start) / 1000;
}

/** Whether a program can be started. */
export const isOnPath = (program: string): boolean => !spawnSync(program, ['version'], { stdio: 'ignore' }).error;
