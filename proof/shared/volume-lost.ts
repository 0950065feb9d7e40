import { deletePod } from '../faults';
import { kubectl } from '../kubectl';
import { judge, type Promised, seconds } from '../measurement';
import { measure, startClients } from '../outages';
import { waitHealthy } from '../proven-component';
import type { Row, RowContext } from '../row';
import type { Pod } from '../shapes';
import { secondsSince, until } from '../wait';

interface Options {
  /** What it promises, with the seconds until the pod serves from a new volume. */
  readonly promise: Promised;
  /** Seconds for which writes may stop. */
  readonly longestOutage: number;
  readonly times: number;
  /** Whose volume is lost, in words. */
  readonly whose: string;
  /** The pod that loses its volume, and its role; repetitions are counted from 1. */
  choose(repetition: number): Promise<{ readonly pod: Pod; readonly role: string }>;
  /** Called before the loss: returns the check that the pod serves again. @default that the component is healthy */
  served?(pod: Pod): Promise<() => Promise<string | undefined>>;
}

interface Finding {
  readonly role: string;
  readonly served: number;
  readonly outage: number;
}

async function once(context: RowContext, options: Options, number: number): Promise<Finding> {
  const { clients, component, say } = context;
  const { namespace } = component.dist;
  await waitHealthy(component);
  await clients.flowing(1);
  const { pod, role } = await options.choose(number);
  const claim = component.dist.claimOf(pod.metadata.name);
  const claimUid = () => kubectl(['get', 'pvc', '-n', namespace, claim, '--ignore-not-found', '-o', 'jsonpath={.metadata.uid}']);
  const served = (await options.served?.(pod)) ?? (() => component.notHealthy());
  const before = await claimUid();
  const start = Date.now();
  await kubectl(['delete', 'pvc', '-n', namespace, claim, '--wait=false']);
  await deletePod(pod);
  const renewed = async () => {
    const uid = await claimUid();
    return uid !== '' && uid !== before ? undefined : `claim ${claim} is not recreated yet`;
  };
  await until('a new volume', renewed, { timeoutSeconds: 120 });
  await until(`${pod.metadata.name} serving from a new volume`, served, { timeoutSeconds: 180, everySeconds: 0.5 });
  const after = secondsSince(start);
  await waitHealthy(component);
  const { outage } = measure(clients.running, start, Date.now());
  say(`${role} ${pod.metadata.name} serves from a new volume after ${seconds(after)}; writes stopped for ${seconds(outage)}`);
  return { role, served: after, outage };
}

/** A pod loses its volume, and copies its data from the others. */
export const volumeLost = (options: Options): Row => ({
  name: 'volume-lost',
  title: 'A volume is lost',
  causes: `the volume claim and the pod of ${options.whose} are deleted together`,
  promise: options.promise,
  async run(context) {
    await startClients(context, 'write');
    const found: Finding[] = [];
    while (found.length < Math.min(options.times, context.repeat)) found.push(await once(context, options, found.length + 1));
    const judged = judge(
      found.map((one) => one.served),
      options.promise,
      options.times,
    );
    return {
      ...judged,
      passed: judged.passed && found.every(({ outage }) => outage <= options.longestOutage),
      notes: [`Writes stopped for at most ${found.map(({ outage, role }) => `${seconds(outage)} (${role})`).join(', ')} meanwhile.`],
    };
  },
});
