import type { Attempt } from '../../attempt';
import type { ClientPod } from '../../clients';
import { nodeOtherThan } from '../../cluster';
import { judge, type Measurement, seconds } from '../../measurement';
import { containerOf, nodeOf, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, sleep, until } from '../../wait';
import { databaseContainer, leadership, primaries, primary } from '../component';

// A primary that neither answers nor knows that time passes. Clients write through -rw, and to its pod, in a session that stays open and in new ones.

interface Writers {
  readonly target: Pod;
  /** Through -rw. */
  readonly writer: ClientPod;
  /** To the pod of the target. */
  readonly held: ClientPod;
}

async function startWriters({ clients, component, row }: RowContext): Promise<Writers> {
  await waitHealthy(component);
  const target = await primary(component.dist);
  const node = await nodeOtherThan(nodeOf(target));
  const environment = { PROOF_HOST: target.status.podIP ?? '' };
  const [writer, held] = await clients.start(`${row}-${Date.now()}`, [
    { kind: 'libpq', mode: 'write', node },
    { kind: 'libpq', mode: 'held', node, environment },
  ]);
  if (!writer || !held) throw new Error('the clients did not start');
  await clients.flowing(1);
  return { target, writer, held };
}

/** The number of writes that a server acknowledged after another one had acknowledged its first write. */
export function writtenBeside(attempts: readonly Pick<Attempt, 'at' | 'ok' | 'facts'>[], server: string, since: number): number {
  const acknowledged = attempts.filter(({ ok, at }) => ok && at > since);
  const another = Math.min(...acknowledged.filter(({ facts }) => facts?.server !== server).map(({ at }) => at));
  return acknowledged.filter(({ facts, at }) => facts?.server === server && at > another).length;
}

const besideOf = ({ target, writer, held }: Writers, since: number): number =>
  writtenBeside([...writer.attempts, ...held.attempts], target.status.podIP ?? '', since);

const firstAfter = (client: ClientPod, moment: number): number | undefined =>
  client.attempts.find((attempt) => attempt.ok && attempt.at > moment)?.at;

const thaw = ({ adapter, say }: RowContext, target: Pod): Promise<void> =>
  adapter
    .thawProcesses(containerOf(target, databaseContainer))
    .catch((error: unknown) => say(`nothing to thaw: ${error instanceof Error ? error.message : error}`));

const frozen = 40;
const times = 3;

interface Finding {
  readonly beside: number;
  /** Seconds from the freeze to the first write through -rw. */
  readonly newPrimary: number;
}

async function once(context: RowContext): Promise<Finding> {
  const { clients, component, adapter, say } = context;
  const writers = await startWriters(context);
  const { target, writer } = writers;
  await adapter.freezeProcesses(containerOf(target, databaseContainer));
  const start = Date.now();
  try {
    const another = async () => {
      const [pod] = primaries(await podsOf(component.dist)).filter((candidate) => candidate.metadata.uid !== target.metadata.uid);
      return pod && firstAfter(writer, start + 500) ? undefined : 'no new primary that accepts writes';
    };
    await until('a new primary', another, { timeoutSeconds: frozen });
    await sleep(frozen - secondsSince(start));
  } finally {
    await thaw(context, target);
  }
  await sleep(5);
  await waitHealthy(component);
  await clients.stop();
  const newPrimary = ((firstAfter(writer, start + 500) ?? start) - start) / 1000;
  const beside = besideOf(writers, start);
  say(`new primary after ${seconds(newPrimary)}; ${beside} rows written beside it`);
  return { beside, newPrimary };
}

export const frozenPrimary: Row = {
  name: 'frozen-primary',
  title: 'A frozen primary accepts no writes beside the new one',
  causes: `SIGSTOP of all processes of the primary's container for ${frozen} s, then SIGCONT; during this time, clients keep a session to this pod open and open new ones`,
  promise: { text: 'after the first write of the new primary, the frozen one acknowledges no write' },
  async run(context) {
    const found: Finding[] = [];
    while (found.length < Math.min(times, context.repeat)) found.push(await once(context));
    const beside = found.reduce((sum, one) => sum + one.beside, 0);
    return {
      passed: beside === 0,
      measured: `${beside} rows written beside the new primary in ${found.length} freezes`,
      repetitions: found.length,
      notes: [`The new primary accepted its first write ${found.map((one) => seconds(one.newPrimary)).join(', ')} after the freeze.`],
      ...(found.length < times ? { incomplete: true } : {}),
    };
  },
};

/** Seconds. The kubelet starts the kill 11 s to 14 s after the freeze. */
const thaws = [8, 11, 14];
const settled = 10; // seconds after the thaw in which the old primary could still write

interface Thawed {
  readonly beside: number;
  /** Seconds from the thaw to the first write through -rw. */
  readonly back: number;
  readonly wentOn: boolean;
}

async function freezeAndThaw(context: RowContext, duration: number): Promise<Thawed> {
  const { clients, component, adapter, say } = context;
  const writers = await startWriters(context);
  const { target, writer, held } = writers;
  const before = await leadership(component.dist);
  await adapter.freezeProcesses(containerOf(target, databaseContainer));
  const start = Date.now();
  await sleep(duration);
  await thaw(context, target);
  const thawed = Date.now();
  await sleep(settled);
  await waitHealthy(component);
  await clients.stop([held]); // a pod that is no longer the primary takes no writes
  await clients.flowing(1);
  const wentOn = (await leadership(component.dist)) === before;
  await clients.stop();
  const beside = besideOf(writers, start);
  const back = ((firstAfter(writer, thawed) ?? Number.POSITIVE_INFINITY) - thawed) / 1000;
  say(
    `frozen for ${duration} s: ${wentOn ? 'went on as primary' : 'no longer the same primary'}; writes back after ${seconds(back)}; ${beside} beside`,
  );
  return { beside, back, wentOn };
}

const promise = { text: 'writes are back within 10 s of the thaw, and the thawed primary acknowledges no write beside a new one', maximum: 10 };

export const thawedPrimary: Row = {
  name: 'thawed-primary',
  title: 'A frozen primary thaws before or while it is killed',
  causes: `SIGSTOP of all processes of the primary's container for ${thaws.join(' s, ')} s, then SIGCONT; the liveness probe needs 11 s to 14 s to have it killed; clients write as in frozen-primary`,
  promise,
  async run(context): Promise<Measurement> {
    const found: Thawed[] = [];
    for (const duration of thaws) found.push(await freezeAndThaw(context, duration));
    const beside = found.reduce((sum, one) => sum + one.beside, 0);
    const judged = judge(
      found.map(({ back }) => back),
      promise,
      thaws.length,
    );
    return {
      ...judged,
      passed: judged.passed && beside === 0,
      measured: `${judged.measured}; ${beside} rows written beside a new primary`,
      notes: [`It went on as primary after ${found.filter(({ wentOn }) => wentOn).length} of ${found.length} freezes.`],
    };
  },
};
