import { deletePodsByForce, renewRestarted } from '../../faults';
import { lostWrites } from '../../lost';
import { fullRepetitions, type Measurement } from '../../measurement';
import { clientsOff, settle } from '../../outages';
import { containerOf, nodeOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { sleep } from '../../wait';
import { redisContainer } from '../component';
import { restoreMinimumOfReplicas, setMinimumOfReplicas } from '../minimum-of-replicas';

// Whether acknowledged writes are still stored after repeated losses of masters.

const fullFaults = 10;
const failover = 15; // seconds after which a lost master has a successor
const kinds = ['killed', 'deleted', 'frozen', 'frozen', 'cut off'] as const;
const kindOf = (number: number) => kinds[(number - 1) % kinds.length] ?? 'killed';

interface Found {
  readonly lost: number;
  readonly faults: number;
  readonly acknowledged: number;
  /** Number of faults after which another master served the shard, or the same one in another epoch. */
  readonly takenOver: number;
}

/** Causes the fault of this number in a master; the kinds alternate. */
async function harm({ adapter, say }: RowContext, number: number, target: Pod): Promise<void> {
  const kind = kindOf(number);
  say(`fault ${number}: ${target.metadata.name} ${kind}`);
  switch (kind) {
    case 'killed':
      await adapter.killContainer(containerOf(target, redisContainer));
      return sleep(settle);
    case 'deleted':
      await deletePodsByForce([target]);
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
    const found = await lostWrites(component, clients);
    lost += found.lost;
    acknowledged += found.acknowledged;
  };
  for (let number = 1; number <= faults; number++) {
    await waitHealthy(component);
    await renewRestarted(component);
    await prepare();
    const target = await component.target(number);
    const leaving = kindOf(number) === 'cut off' ? [nodeOf(target)] : [];
    // Clients that must move are counted first, because their records are lost with them.
    if (clients.running.some(({ options }) => leaving.includes(options.node))) await settleCount();
    await clientsOff(context, leaving, mode);
    const before = await component.servedBy(target);
    await harm(context, number, target);
    await waitHealthy(component);
    if ((await component.servedBy(target)) !== before) takenOver++;
    await clients.flowing(1, 120);
  }
  await waitHealthy(component);
  await clients.flowing(2);
  await settleCount();
  return { lost, faults, acknowledged, takenOver };
}

const measurementOf = ({ lost, faults, acknowledged, takenOver }: Found): Measurement => ({
  passed: true,
  measured: `${lost} of ${acknowledged} acknowledged writes lost over ${faults} faults, ${takenOver} of which changed the master or its epoch`,
  repetitions: faults,
  ...(faults < fullFaults ? { incomplete: true } : {}),
});

const causes = `${fullFaults} faults of masters while a client writes to every shard; of each five, one is SIGKILL of the container, one is forced deletion of the pod, two freeze its processes for ${failover} s (a replica is elected meanwhile, then the old master resumes), and one cuts its node off`;

export const lossDefault: Row = {
  name: 'loss-default',
  title: 'Writes lost with the default settings',
  causes,
  promise: { text: 'no promise, because a master acknowledges a write before its replica has it; lost writes are counted' },
  run: async (context) => measurementOf(await countLost(context, 'write')),
};

export const lossWait: Row = {
  name: 'loss-wait',
  title: 'Writes lost if the client waits for a replica',
  causes: `${causes}; each write is followed by WAIT 1 500 and counts as acknowledged if a replica has it`,
  promise: { text: 'no write that a replica has acknowledged is lost' },
  async run(context) {
    const found = await countLost(context, 'write-wait');
    return { ...measurementOf(found), passed: found.lost === 0 };
  },
};

export const lossMinReplicas: Row = {
  name: 'loss-min-replicas',
  title: 'Writes lost with min-replicas-to-write 1',
  causes: `${causes}; min-replicas-to-write 1 in every server`,
  promise: { text: 'no promise; lost writes, and writes refused while a master has no replica, are counted' },
  async run(context) {
    context.changed('min-replicas-to-write 1 set in the running servers (CONFIG SET) while the row ran');
    let refused = 0;
    const count = () => context.clients.running.flatMap(({ attempts }) => attempts).filter(({ error }) => error?.startsWith('NOREPLICAS')).length;
    try {
      const found = await countLost(context, 'write', async () => {
        refused = Math.max(refused, count());
        await setMinimumOfReplicas(context.component.dist, 1);
      });
      refused = Math.max(refused, count());
      return { ...measurementOf(found), notes: [`${refused} writes were refused (NOREPLICAS).`] };
    } finally {
      // If this fails too, the next row starts with it.
      await restoreMinimumOfReplicas(context.component.dist).catch((error: unknown) =>
        context.say(`min-replicas-to-write is not restored: ${error}`),
      );
    }
  },
};
