import type { ClientPod, Clients } from './clients';

/** A row that a client was told is written. */
export interface AcknowledgedRow {
  readonly run: string;
  readonly client: string;
  readonly id: number;
}

const separator = '/';
const keyOf = (row: AcknowledgedRow): string => [row.run, row.client, row.id].join(separator);

/** What the clients were told is written. */
export const acknowledgedRows = (clients: readonly ClientPod[]): AcknowledgedRow[] =>
  clients.flatMap((client) =>
    client.attempts.flatMap((attempt) =>
      attempt.ok && attempt.id !== undefined ? { run: client.run, client: attempt.loop ?? client.options.kind, id: attempt.id } : [],
    ),
  );

/** How many of them the database does not have. */
export async function lostRows(clients: Clients, acknowledged: readonly AcknowledgedRow[]): Promise<number> {
  const runs = [...new Set(acknowledged.map((row) => row.run))].map((run) => `'${run}'`);
  if (runs.length === 0) throw new Error('no client has an acknowledged row: nothing to compare');
  const stored = await clients.sql<[string, string, number]>(`SELECT run, client, id FROM proof.writes WHERE run IN (${runs.join(', ')})`);
  return countMissing(
    acknowledged,
    stored.map(([run, client, id]) => ({ run, client, id })),
  );
}

export function countMissing(acknowledged: readonly AcknowledgedRow[], stored: readonly AcknowledgedRow[]): number {
  const there = new Set(stored.map(keyOf));
  return acknowledged.filter((row) => !there.has(keyOf(row))).length;
}
