/** One attempt of a client: one line of JSON that its program prints, in every language (clients/attempts.ts and clients/attempts.py). */
export interface Attempt {
  /** Number of the line, so that a line that is read twice is recognised. */
  readonly n: number;
  /** When the answer arrived: milliseconds since 1970. */
  readonly at: number;
  readonly ok: boolean;
  /** Which of the client's loops, if it has more than one. */
  readonly loop?: string;
  readonly error?: string;
  /** Number of the acknowledged write. */
  readonly id?: number;
  /** What else the client found; the rows of a store know its meaning. */
  readonly facts?: Readonly<Record<string, boolean | number | string | null>>;
}

/** Reads a line of a client's log; undefined for a line that is not an attempt, such as a warning of the runtime. */
export function parseAttempt(line: string): Attempt | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Partial<Attempt>;
    return typeof value.n === 'number' && typeof value.at === 'number' && typeof value.ok === 'boolean' ? (value as Attempt) : undefined;
  } catch {
    return undefined;
  }
}
