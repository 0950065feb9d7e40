import { fullRepetitions, type Measurement } from '../../measurement';
import { clientsOff, settle } from '../../outages';
import { containerOf, nodeOf } from '../../pods';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { sleep } from '../../wait';
import { masterFor, redisContainer, waitHealthy } from '../component';
import { deletePodByForce, renewRestarted } from '../faults';
import { lostWrites } from '../lost-writes';
import { restoreMinimumOfReplicas, setMinimumOfReplicas } from '../minimum-of-replicas';

// Whether what a client was told is written is still there after masters went, again and again.

const fullFaults = 10;
const failover = 15; // seconds after which a master that went dark has a successor
const kinds = ['killed', 'deleted', 'frozen', 'frozen', 'cut off'] as const;
const kindOf = (number: number) => kinds[(number - 1) % kinds.length] ?? 'killed';

interface Found {
  readonly lost: number;
  readonly faults: number;
  readonly acknowledged: number;
  /** After how many of the faults another master served the shard, or the same one in another epoch. */
  readonly takenOver: number;
}

/** Takes a master away, in one way after another. */
async function harm({ adapter, say }: RowContext, number: number, target: Pod): Promise<void> {
  const kind = kindOf(number);
  say(`fault ${number}: ${target.metadata.name} ${kind}`);
  switch (kind) {
    case 'killed':
      await adapter.killContainer(containerOf(target, redisContainer));
      return sleep(settle);
    case 'deleted':
      await deletePodByForce(target);
      return sleep(settle);
    case 'frozen': {
      const container = containerOf(target, redisContainer);
      await adapter.freezeProcesses(container);
      await sleep(failover);
      return adapter.thawProcesses(container);
    }
    case 'cut off':
      await adapter.nodeDown(nodeOf(target));
      await sleep(failover);
      return adapter.nodeUp(nodeOf(target));
  }
}

async function countLost(context: RowContext, mode: string, prepare: () => Promise<void> = async () => {}): Promise<Found> {
  const { clients, component, repeat } = context;
  const faults = repeat >= fullRepetitions ? fullFaults : repeat * 2;
  let lost = 0;
  let acknowledged = 0;
  let takenOver = 0;
  const settleCount = async () => {
    const found = await lostWrites(clients);
    lost += found.lost;
    acknowledged += found.acknowledged.length;
  };
  for (let number = 1; number <= faults; number++) {
    await waitHealthy();
    await renewRestarted();
    await prepare();
    const target = await masterFor(number);
    const leaving = kindOf(number) === 'cut off' ? [nodeOf(target)] : [];
    // Clients that have to move are counted before: what they were told goes with them.
    if (clients.running.some(({ options }) => leaving.includes(options.node))) await settleCount();
    await clientsOff(context, leaving, mode);
    const before = await component.servedBy(target);
    await harm(context, number, target);
    await waitHealthy();
    if ((await component.servedBy(target)) !== before) takenOver++;
    await clients.flowing(1, 120);
  }
  await waitHealthy();
  await clients.flowing(2);
  await settleCount();
  return { lost, faults, acknowledged, takenOver };
}

const measurementOf = ({ lost, faults, acknowledged, takenOver }: Found): Measurement => ({
  passed: true,
  measured: `${lost} of ${acknowledged} acknowledged writes lost over ${faults} faults, ${takenOver} of which had another master or epoch`,
  repetitions: faults,
  ...(faults < fullFaults ? { incomplete: true } : {}),
});

const causes = `${fullFaults} times a master is taken away while a client writes to every shard: of five times once by SIGKILL of its container, once by forced deletion of its pod, twice by freezing its processes for ${failover} s (a replica is elected meanwhile, and then the old master goes on), once by cutting its node off`;

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
