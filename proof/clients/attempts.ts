// Shared by the Node.js clients of every store: loops of attempts, a line for each attempt, and settings.
import type { Attempt } from '../attempt';

/** Milliseconds between two attempts. */
const period = 50;

let lines = 0;

/** Prints an attempt. */
const report = (ok: boolean, more: Omit<Attempt, 'n' | 'at' | 'ok'>): void =>
  console.log(JSON.stringify({ n: ++lines, at: Date.now(), ok, ...more } satisfies Attempt));

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface Loop<Connection> {
  /** Names the loop, if the client has several. */
  readonly loop?: string;
  /** Attempts on one connection; pools renew connections too, so that new ones are tested. @default no limit */
  readonly renewAfter?: number;
  /** Milliseconds between two attempts. @default 50 */
  readonly pace?: number;
  connect(): Promise<Connection>;
  /** Closes without waiting for a server that may be gone. */
  drop(connection: Connection): void;
  /** Closes a connection that works, to renew it. @default drop */
  close?(connection: Connection): void;
  attempt(connection: Connection, number: number): Promise<Pick<Attempt, 'id' | 'facts'>>;
}

/** Tries without end and prints a line for each attempt; after a failure it connects again at once. */
export async function attempts<Connection>(of: Loop<Connection>): Promise<never> {
  const { loop, renewAfter = Number.POSITIVE_INFINITY, pace = period } = of;
  report(false, { loop, error: 'no attempt yet' });
  let connection: { readonly open: Connection } | undefined;
  let used = 0;
  const closeWith = (close: (open: Connection) => void) => {
    if (connection) close(connection.open);
    connection = undefined;
  };
  for (let number = 1; ; number++) {
    const started = Date.now();
    try {
      if (!connection) {
        connection = { open: await of.connect() };
        used = 0;
      }
      report(true, { loop, ...(await of.attempt(connection.open, number)) });
      used++;
      if (used >= renewAfter) closeWith(of.close ?? of.drop);
    } catch (error) {
      closeWith(of.drop);
      report(false, { loop, error: String(error instanceof Error ? error.message || error.name : error).slice(0, 200) });
    }
    await pause(Math.max(5, pace - (Date.now() - started)));
  }
}

/** A required environment variable. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** Runs the mode that the first argument names, with the further arguments. */
export function runMode(modes: Readonly<Record<string, (...rest: readonly string[]) => Promise<unknown>>>): void {
  const [name = '', ...rest] = process.argv.slice(2);
  const mode = modes[name];
  if (!mode) throw new Error(`mode '${name}' is unknown; it must be ${Object.keys(modes).join(', ')}`);
  void mode(...rest);
}
