// What clients of every store share: a line for each attempt, and their settings.

/** Milliseconds between two attempts. */
export const period = 50;

let lines = 0;

/** Prints an attempt, as gaps.ts reads it. */
export const report = (ok: boolean, more: object): void => console.log(JSON.stringify({ n: ++lines, at: Date.now(), ok, ...more }));

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An environment variable that must be there. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}
