import type { Clients } from '../clients';
import type { AcknowledgedWrite } from '../lost';

/** The writes that runs have stored, as the ioredis client reads them. */
export async function storedWrites(clients: Clients, runs: readonly string[]): Promise<readonly AcknowledgedWrite[]> {
  const answer = await clients.ask('ioredis', 'stored', ...runs);
  return (JSON.parse(answer) as [string, string, number][]).map(([run, client, id]) => ({ run, client, id }));
}
