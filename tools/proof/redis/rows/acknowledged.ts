import type { Pod } from '../../manifest';
import { fullRepetitions, type Measurement } from '../../measurement';
import { clientsOff, settle } from '../../outages';
import { containerOf, nodeOf } from '../../pods';
import type { Row, RowContext } from '../../row';
import { sleep } from '../../wait';
import { masterFor, redisContainer, waitHealthy } from '../component';
import { deletePodByForce, renewRestarted } from '../faults';
import { lostWrites } from '../lost-writes';
import { restoreMinimumOfReplicas, setMinimumOfReplicas } from '../minimum-of-replicas';

// Whether what a client was told is written is still there after masters were killed, again and again.

const fullKills = 10;
const everyFifth = 5;
const failover = 15; // seconds after which a master that went dark has a successor

interface Found {
  readonly lost: number;
  readonly kills: number;
  readonly acknowledged: number;
}

/** The kinds of kills in turn: container, pod, container, pod, node. */
async function kill(context: RowContext, number: number, target: Pod): Promise<void> {
  const { adapter, say } = context;
  if (number % everyFifth === 0) {
    say(`kill ${number}: node ${nodeOf(target)} of ${target.metadata.name} cut off`);
    await adapter.nodeDown(nodeOf(target));
    await sleep(failover);
    await adapter.nodeUp(nodeOf(target));
    return;
  }
  const container = (number % everyFifth) % 2 === 1;
  say(`kill ${number}: ${target.metadata.name}, ${container ? 'SIGKILL of its container' : 'pod deleted by force'}`);
  if (container) await adapter.killContainer(containerOf(target, redisContainer));
  else await deletePodByForce(target);
  await sleep(settle);
}

async function countLost(context: RowContext, mode: string, prepare: () => Promise<void> = async () => {}): Promise<Found> {
  const { clients, repeat } = context;
  const kills = repeat >= fullRepetitions ? fullKills : repeat * 2;
  let lost = 0;
  let acknowledged = 0;
  const settleCount = async () => {
    const found = await lostWrites(clients);
    lost += found.lost;
    acknowledged += found.acknowledged.length;
  };
  for (let number = 1; number <= kills; number++) {
    await waitHealthy();
    await renewRestarted();
    await prepare();
    const target = await masterFor(number);
    const leaving = number % everyFifth === 0 ? [nodeOf(target)] : [];
    // Clients that have to move are counted before: what they were told goes with them.
    if (clients.running.some(({ options }) => leaving.includes(options.node))) await settleCount();
    await clientsOff(context, leaving, mode);
    await kill(context, number, target);
    await waitHealthy();
    await clients.flowing(1, 120);
  }
  await waitHealthy();
  await clients.flowing(2);
  await settleCount();
  return { lost, kills, acknowledged };
}

const measurementOf = ({ lost, kills, acknowledged }: Found): Measurement => ({
  passed: true,
  measured: `${lost} of ${acknowledged} acknowledged writes lost over ${kills} kills`,
  repetitions: kills,
  ...(kills < fullKills ? { incomplete: true } : {}),
});

const causes = `${fullKills} kills of a master while a client writes to every shard: SIGKILL of its container and forced deletion of its pod in turn, and every fifth time its node cut off`;

export const lossDefault: Row = {
  name: 'redis-loss-default',
  title: 'Writes lost as it is',
  causes,
  promise: { text: 'nothing: a master acknowledges before its replica has a write; writes lost are counted' },
  run: async (context) => measurementOf(await countLost(context, 'write')),
};

export const lossWait: Row = {
  name: 'redis-loss-wait',
  title: 'Writes lost where the client waits for a replica',
  causes: `${causes}; each write is followed by WAIT 1 500 and counts as acknowledged when a replica has it`,
  promise: { text: 'not one write that a replica has acknowledged is lost' },
  async run(context) {
    const found = await countLost(context, 'write-wait');
    return { ...measurementOf(found), passed: found.lost === 0 };
  },
};

export const lossMinReplicas: Row = {
  name: 'redis-loss-min-replicas',
  title: 'Writes lost with min-replicas-to-write 1',
  causes: `${causes}; min-replicas-to-write 1 in every server`,
  promise: { text: 'nothing: writes lost, and refused while a master has no replica, are counted' },
  async run(context) {
    context.changed('min-replicas-to-write 1 set in the running servers (CONFIG SET) while the row ran');
    let refused = 0;
    const count = () => context.clients.running.flatMap(({ attempts }) => attempts).filter(({ error }) => error?.startsWith('NOREPLICAS')).length;
    try {
      const found = await countLost(context, 'write', async () => {
        refused = Math.max(refused, count());
        await setMinimumOfReplicas(1);
      });
      refused = Math.max(refused, count());
      return { ...measurementOf(found), notes: [`${refused} writes were refused (NOREPLICAS).`] };
    } finally {
      // Where it fails too, the next row begins with it.
      await restoreMinimumOfReplicas().catch((error: unknown) => context.say(`min-replicas-to-write is not put back: ${error}`));
    }
  },
};
