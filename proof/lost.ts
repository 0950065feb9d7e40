import type { ClientPod, Clients } from './clients';
import type { ProvenComponent } from './proven-component';

// Compares the writes that were acknowledged to clients with the writes that are stored.

/** A write that was acknowledged to a client. */
export interface AcknowledgedWrite {
  readonly run: string;
  readonly client: string;
  readonly id: number;
}

const separator = '/';
const keyOf = (write: AcknowledgedWrite): string => [write.run, write.client, write.id].join(separator);

/** All writes that were acknowledged to the clients. */
export const acknowledgedWrites = (clients: readonly ClientPod[]): AcknowledgedWrite[] =>
  clients.flatMap((client) =>
    client.attempts.flatMap((attempt) =>
      attempt.ok && attempt.id !== undefined ? { run: client.run, client: attempt.loop ?? client.options.kind, id: attempt.id } : [],
    ),
  );

/** Their runs; throws if there is no write to compare. */
export function runsOf(acknowledged: readonly AcknowledgedWrite[]): readonly string[] {
  if (acknowledged.length === 0) throw new Error('no client has an acknowledged write: nothing to compare');
  return [...new Set(acknowledged.map((write) => write.run))];
}

export function countMissing(acknowledged: readonly AcknowledgedWrite[], stored: readonly AcknowledgedWrite[]): number {
  const there = new Set(stored.map(keyOf));
  return acknowledged.filter((write) => !there.has(keyOf(write))).length;
}

/** How many of the writes that were acknowledged to the running clients are missing in the component. */
export async function lostWrites(
  { stored }: Pick<ProvenComponent, 'stored'>,
  clients: Clients,
): Promise<{ readonly lost: number; readonly acknowledged: number }> {
  const acknowledged = acknowledgedWrites(clients.running);
  const answer = await clients.ask(stored.client, ...stored.arguments(runsOf(acknowledged)));
  const found = (JSON.parse(answer) as [string, string, number][]).map(([run, client, id]) => ({ run, client, id }));
  return { lost: countMissing(acknowledged, found), acknowledged: acknowledged.length };
}
