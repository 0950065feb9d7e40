import { nodes } from '../../cluster';
import { type Measurement, seconds } from '../../measurement';
import { clientsOff, measure } from '../../outages';
import { nodeOf, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, sleep, until } from '../../wait';
import { redisCli, shardsNow, sizeOf, viewOf } from '../component';
import { hashTags } from '../shards';

const times = 3;
const hold = 20;
const most = 10;

interface Finding {
  /** Longest time without a read of a shard that a remaining pod holds, in seconds. */
  readonly reads: number;
  /** Answers of remaining pods to writes that they did not refuse. */
  readonly taken: readonly string[];
  /** Seconds from the return of the nodes to the starting state. */
  readonly healed: number;
}

/** Redis' answer, alone or at the end of an error of kubectl. */
const refusal = /(^|: )CLUSTERDOWN /;

/** The answers of the remaining node's pods to a write to every shard. */
async function answersToWrites(pods: readonly Pod[], tags: readonly string[]): Promise<string[]> {
  const asked = pods.flatMap((pod) => tags.map((tag) => redisCli(pod, 'set', `proof:{${tag}}:refused`, 'x').catch(String)));
  return (await Promise.all(asked)).map((answer) => answer.trim());
}

async function once(context: RowContext, number: number): Promise<Finding> {
  const { adapter, clients, component, say } = context;
  const { dist } = component;
  await waitHealthy(component);
  const pods = await podsOf(dist);
  const tags = hashTags(sizeOf(dist).shards);
  const all = (await nodes()).map((node) => node.metadata.name);
  const stays = all[number % all.length] ?? '';
  const leaving = all.filter((name) => name !== stays);
  const remaining = pods.filter((pod) => nodeOf(pod) === stays);
  const shards = await shardsNow(dist);
  const held = Object.keys(tags).filter((_, index) =>
    [shards[index]?.master, ...(shards[index]?.replicas ?? [])].some((node) => remaining.some(({ metadata }) => metadata.name === node?.pod)),
  );
  await clientsOff(context, leaving, 'read');
  const from = Date.now();
  for (const name of leaving) await adapter.nodeDown(name);
  const down = async () => {
    const up = (await Promise.all(remaining.map(viewOf))).find(({ state }) => state !== 'fail');
    return up && `${up.pod} reports cluster_state ${up.state}`;
  };
  await until('remaining pods that report the lost majority', down, { timeoutSeconds: 40 });
  await sleep(hold);
  const found = measure(clients.running, from, Date.now());
  const reads = Math.max(...[...found.clients].flatMap(([title, gap]) => (held.some((loop) => title.endsWith(`(${loop})`)) ? [gap] : [])));
  const taken = (await answersToWrites(remaining, Object.values(tags))).filter((answer) => !refusal.test(answer));
  for (const name of leaving) await adapter.nodeUp(name);
  const back = Date.now();
  await waitHealthy(component);
  await clients.flowing(1);
  const healed = secondsSince(back);
  say(`reads of ${held.join(' and ')} stopped for ${seconds(reads)}; ${taken.length} writes not refused; healthy after ${seconds(healed)}`);
  return { reads, taken, healed };
}

export const majorityLost: Row = {
  name: 'majority-lost',
  title: 'The majority of masters is lost',
  causes: `two of three nodes, and with them two masters, are cut off for at least ${hold} s; the client is on the third`,
  promise: {
    text: `the data of the remaining pods can be read, with no break of more than ${most} s; writes are refused (CLUSTERDOWN); healthy again when the nodes are back`,
  },
  notHere: ({ nodes: text }) => (/^3 nodes/.test(text) ? undefined : `it needs a cluster of three nodes; this one has ${text}`),
  async run(context): Promise<Measurement> {
    const wanted = Math.min(times, context.repeat);
    const found: Finding[] = [];
    while (found.length < wanted) found.push(await once(context, found.length + 1));
    const worst = Math.max(...found.map((one) => one.reads));
    const taken = found.flatMap((one) => one.taken);
    return {
      passed: worst <= most && taken.length === 0,
      measured: `reads stopped for at most ${seconds(worst)}, ${taken.length} writes not refused; healthy ${found.map((one) => seconds(one.healed)).join(', ')} after the nodes' return`,
      repetitions: found.length,
      notes: [...new Set(taken)].map((answer) => `Answer to a write: ${answer}`),
      ...(found.length < times ? { incomplete: true } : {}),
    };
  },
};
