import type { Clients } from '../clients';
import { type AcknowledgedWrite, acknowledgedWrites, countMissing, runsOf } from '../lost';

/** How many of the writes that were acknowledged to the running clients are missing in the cluster. */
export async function lostWrites(clients: Clients): Promise<{ readonly lost: number; readonly acknowledged: readonly AcknowledgedWrite[] }> {
  const acknowledged = acknowledgedWrites(clients.running);
  const stored = JSON.parse(await clients.ask('ioredis', 'stored', ...runsOf(acknowledged))) as [string, string, number][];
  const lost = countMissing(
    acknowledged,
    stored.map(([run, client, id]) => ({ run, client, id })),
  );
  return { lost, acknowledged };
}
