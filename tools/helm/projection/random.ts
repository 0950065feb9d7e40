// Random numbers that are the same in each run, so that a chart does not change from run to run.

/** Chooses one of some values. */
export type Choose = <T>(values: readonly T[]) => T;

export function chooser(): Choose {
  let state = 1;
  return <T>(values: readonly T[]): T => {
    state = (state * 48_271) % 2_147_483_647;
    return values[state % values.length] as T;
  };
}

export const last: Choose = <T>(values: readonly T[]): T => values.at(-1) as T;
