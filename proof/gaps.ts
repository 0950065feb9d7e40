// Outages as a client sees them: pure functions of the times of its successes.

/** One attempt: one line that a client program prints. */
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
  /** For a read: whether a replica answered. */
  readonly replica?: boolean;
  /** For a read of an own write: whether the row was visible at once, through -rw and through -ro. */
  readonly seen?: boolean;
  readonly seenThere?: boolean;
  /** How many keys existed. */
  readonly present?: number;
  /** Replication lag in seconds. */
  readonly lag?: number;
  readonly member?: string;
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

/**
 * Seconds between successive successes, for gaps that end in a window: the longest is the outage.
 *
 * The silence before the window's end counts too, so a client that never recovered has an outage up to the end.
 *
 * @param successes times in milliseconds, in order
 */
export function gaps(successes: readonly number[], from: number, to: number): number[] {
  const before = successes.findLast((at) => at <= from) ?? from;
  const inside = successes.filter((at) => at > from && at <= to);
  const moments = [before, ...inside, to];
  return moments.slice(1).map((at, index) => (at - (moments[index] ?? at)) / 1000);
}

/** The longest time without a success in a window, in seconds. */
export const longestGap = (successes: readonly number[], from: number, to: number): number => Math.max(...gaps(successes, from, to));

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('no values to take the median of');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
