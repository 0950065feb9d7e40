import type { Clients } from '../clients';
import type { AcknowledgedWrite } from '../lost';

/** The rows that runs have written, as the libpq client reads them. */
export async function storedRows(clients: Clients, runs: readonly string[]): Promise<readonly AcknowledgedWrite[]> {
  const names = runs.map((run) => `'${run}'`).join(', ');
  const answer = await clients.ask('libpq', 'sql', `SELECT run, client, id FROM proof.writes WHERE run IN (${names})`);
  return (JSON.parse(answer) as [string, string, number][]).map(([run, client, id]) => ({ run, client, id }));
}
