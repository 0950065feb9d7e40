import type { ClientPod } from '../../clients';
import { nodeOtherThan } from '../../cluster';
import { seconds } from '../../measurement';
import { containerOf, nodeOf, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import { sleep, until } from '../../wait';
import { databaseContainer, primaries, primary } from '../component';

const frozen = 40;
const times = 3;

interface Finding {
  /** Rows that the frozen pod acknowledged after the new primary's first write. */
  readonly beside: number;
  /** Seconds from the freeze to the first write through -rw. */
  readonly newPrimary: number;
}

const firstAfter = (client: ClientPod, moment: number): number | undefined =>
  client.attempts.find((attempt) => attempt.ok && attempt.at > moment)?.at;

async function once(context: RowContext): Promise<Finding> {
  const { clients, component, adapter, say } = context;
  await waitHealthy(component);
  const target = await primary(component.dist);
  const node = await nodeOtherThan(nodeOf(target));
  const run = `${context.row}-${Date.now()}`;
  const environment = { PROOF_HOST: target.status.podIP ?? '' };
  const [writer, held] = await clients.start(run, [
    { kind: 'libpq', mode: 'write', node },
    { kind: 'libpq', mode: 'held', node, environment },
  ]);
  if (!writer || !held) throw new Error('the clients did not start');
  await clients.flowing(1);
  const container = containerOf(target, databaseContainer);
  await adapter.freezeProcesses(container);
  const start = Date.now();
  try {
    const another = async () => {
      const [pod] = primaries(await podsOf(component.dist)).filter((candidate) => candidate.metadata.uid !== target.metadata.uid);
      return pod && firstAfter(writer, start + 500) ? undefined : 'no new primary that accepts writes';
    };
    await until('a new primary', another, { timeoutSeconds: frozen });
    await sleep(frozen - (Date.now() - start) / 1000);
  } finally {
    await adapter.thawProcesses(container).catch((error: unknown) => say(`nothing to thaw: ${error instanceof Error ? error.message : error}`));
  }
  await sleep(5);
  await waitHealthy(component);
  const promoted = firstAfter(writer, start + 500) ?? start;
  await clients.stop();
  const beside = held.attempts.filter((attempt) => attempt.ok && attempt.at >= promoted).length;
  say(`new primary after ${seconds((promoted - start) / 1000)}; ${beside} rows written beside it`);
  return { beside, newPrimary: (promoted - start) / 1000 };
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
