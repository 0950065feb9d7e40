import type { ClientPod } from './clients';

// What clients were told is written, held against what is there.

/** A write that a client was told is done. */
export interface AcknowledgedWrite {
  readonly run: string;
  readonly client: string;
  readonly id: number;
}

const separator = '/';
const keyOf = (write: AcknowledgedWrite): string => [write.run, write.client, write.id].join(separator);

/** What the clients were told is written. */
export const acknowledgedWrites = (clients: readonly ClientPod[]): AcknowledgedWrite[] =>
  clients.flatMap((client) =>
    client.attempts.flatMap((attempt) =>
      attempt.ok && attempt.id !== undefined ? { run: client.run, client: attempt.loop ?? client.options.kind, id: attempt.id } : [],
    ),
  );

/** Their runs; at least one, or there is nothing to compare. */
export function runsOf(acknowledged: readonly AcknowledgedWrite[]): readonly string[] {
  if (acknowledged.length === 0) throw new Error('no client has an acknowledged write: nothing to compare');
  return [...new Set(acknowledged.map((write) => write.run))];
}

export function countMissing(acknowledged: readonly AcknowledgedWrite[], stored: readonly AcknowledgedWrite[]): number {
  const there = new Set(stored.map(keyOf));
  return acknowledged.filter((write) => !there.has(keyOf(write))).length;
}
