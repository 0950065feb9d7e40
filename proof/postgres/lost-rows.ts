import type { Clients } from '../clients';
import { type AcknowledgedWrite, countMissing, runsOf } from '../lost';

/** How many acknowledged rows are missing in the database. */
export async function lostRows(clients: Clients, acknowledged: readonly AcknowledgedWrite[]): Promise<number> {
  const runs = runsOf(acknowledged).map((run) => `'${run}'`);
  const answer = await clients.ask('libpq', 'sql', `SELECT run, client, id FROM proof.writes WHERE run IN (${runs.join(', ')})`);
  const stored = JSON.parse(answer) as [string, string, number][];
  return countMissing(
    acknowledged,
    stored.map(([run, client, id]) => ({ run, client, id })),
  );
}
