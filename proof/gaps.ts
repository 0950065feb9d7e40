// Outages as a client sees them: pure functions of the times of its successes.

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
