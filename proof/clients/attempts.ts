// Shared by the clients of every store: a line for each attempt, and settings.

/** Milliseconds between two attempts. */
export const period = 50;

let lines = 0;

/** Prints an attempt in the form that gaps.ts reads. */
export const report = (ok: boolean, more: object): void => console.log(JSON.stringify({ n: ++lines, at: Date.now(), ok, ...more }));

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A required environment variable. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}
