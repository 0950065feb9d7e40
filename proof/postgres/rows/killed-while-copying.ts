import { forgetDeployment } from '../../deployment';
import { deletePod, renewRestarted } from '../../faults';
import { execIn, kubectl } from '../../kubectl';
import { lostWrites } from '../../lost';
import { seconds } from '../../measurement';
import { judgeOutages, repetitions, startClients } from '../../outages';
import { containerOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince } from '../../wait';
import { databaseContainer, replicas } from '../component';

// Two failures at once: the primary is lost while a replica copies it, so that one replica with the data is left. It takes over, and its commits first wait
// for the former primary, until Patroni has noticed that no replica streams.

const again = 60; // seconds until the replica streams
const promise = {
  text: `writes stop for a median of at most 15 s and never for more than 30 s, no acknowledged row is lost, and the replica streams within ${again} s of the kill`,
  median: 15,
  maximum: 30, // if the last replica cannot be elected yet, only the end of the lock (20 s) lets it
};

/** Rows that make a copy last for longer than the kill takes: about 200 MB. */
const filling = 'INSERT INTO proof.load (filling) SELECT repeat(md5(i::text), 10) FROM generate_series(1, 125000) AS i';
const times = 4;

/** Waits in the primary's container, because each call from outside takes longer than a part of the copy. */
const copying =
  'until [ "$(psql -h /socket -U postgres -X -A -t -c "SELECT count(*) FROM pg_stat_progress_basebackup WHERE backup_streamed > 0")" = 1 ]; do sleep 0.02; done';

async function fill(context: RowContext): Promise<void> {
  await forgetDeployment(context.component.dist.namespace); // no other row copies these rows
  await startClients(context, 'write');
  await context.clients.flowing(1);
  for (let time = 0; time < times; time++) await context.clients.ask('libpq', 'sql', filling);
}

/** Deletes a replica with its volume, and waits until it copies. */
async function copyAnew({ component }: RowContext, primary: Pod): Promise<Pod> {
  const { dist } = component;
  const [replica] = await replicas(dist);
  if (!replica) throw new Error('no pod has the label role=replica');
  await kubectl(['delete', 'pvc', '-n', dist.namespace, dist.claimOf(replica.metadata.name), '--wait=false']);
  await deletePod(replica);
  await execIn(dist.namespace, primary.metadata.name, databaseContainer, ['/bin/sh', '-c', copying], { timeoutSeconds: 120 });
  return replica;
}

/** Throws if the copy was complete before the kill: then the row has not caused what it describes. */
async function requireInterrupted({ metadata }: Pod): Promise<void> {
  const log = await kubectl(['logs', '-n', metadata.namespace, metadata.name, '-c', databaseContainer]);
  if (!/pg_basebackup: error/.test(log)) throw new Error(`the copy of ${metadata.name} was complete before the primary was killed`);
}

export const killedWhileCopying: Row = {
  name: 'killed-while-copying',
  title: "The primary's container is killed while a replica copies it",
  causes:
    "about 200 MB are stored; a replica's volume claim and pod are deleted; while it copies the primary, SIGKILL of the first process of the primary's container from outside",
  promise,
  async run(context) {
    const { adapter, clients, component, say } = context;
    await fill(context);
    const streaming: number[] = [];
    let replica: Pod | undefined;
    let killed = 0;
    const found = await repetitions(context, {
      async cause(primary) {
        const container = containerOf(primary, databaseContainer);
        replica = await copyAnew(context, primary);
        killed = Date.now();
        await adapter.killContainer(container);
      },
      async repair() {
        await waitHealthy(component);
        streaming.push(secondsSince(killed));
        if (replica) await requireInterrupted(replica);
        say(`${replica?.metadata.name} streams ${seconds(streaming.at(-1) ?? 0)} after the kill`);
      },
      renew: () => renewRestarted(component),
    });
    const judged = judgeOutages(context, found, promise);
    const { lost, acknowledged } = await lostWrites(component, clients);
    return {
      ...judged,
      passed: judged.passed && lost === 0 && streaming.every((value) => value <= again),
      notes: [
        ...(judged.notes ?? []),
        `The replica streamed ${streaming.map(seconds).join(', ')} after the kill. ${lost} of ${acknowledged} acknowledged writes lost.`,
      ],
    };
  },
};
