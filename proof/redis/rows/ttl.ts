import type { Attempt } from '../../attempt';
import { nodeOtherThan } from '../../cluster';
import { deletePod } from '../../faults';
import type { Measurement } from '../../measurement';
import { nodeOf, podsOf } from '../../pods';
import type { Row } from '../../row';
import type { Pod } from '../../shapes';
import { sleep, until } from '../../wait';
import { redisCli } from '../component';
import { expiring } from '../shards';

const inaccuracy = 1500; // milliseconds; setting and counting takes time

export interface Count {
  readonly at: number;
  readonly present: number;
}

/** Deviations of keys that were all set before the first count: expired too early, or present too long. */
export function wrongCounts(
  name: string,
  counts: readonly Count[],
  { keys, seconds }: { readonly keys: number; readonly seconds: number },
): string[] {
  const [first] = counts;
  if (!first) return [`${name}: never counted`];
  const end = first.at + seconds * 1000;
  const early = counts.find(({ at, present }) => at < end - inaccuracy && present < keys);
  const late = counts.find(({ at, present }) => at > end + inaccuracy && present > 0);
  const gone = counts.some(({ at }) => at > end + inaccuracy);
  return [
    ...(early ? [`${name}: ${keys - early.present} of ${keys} expired ${((end - early.at) / 1000).toFixed(1)} s too early`] : []),
    ...(late ? [`${name}: ${late.present} of ${keys} present ${((late.at - end) / 1000).toFixed(1)} s too long`] : []),
    ...(gone ? [] : [`${name}: never counted after they should have expired`]),
  ];
}

const countsOf = (attempts: readonly Attempt[], name: string): Count[] =>
  attempts.flatMap(({ loop, ok, at, facts }) => (ok && loop === name ? [{ at, present: Number(facts?.present) }] : []));

/** The number of expiring keys that a pod, master or replica, still has. */
const leftIn = async (pod: Pod): Promise<number> => {
  const answer = await redisCli(pod, '--scan', '--pattern', 'proof:ttl:*');
  return answer.split('\n').filter(Boolean).length;
};

export const ttl: Row = {
  name: 'ttl',
  title: 'Keys expire, also after a failover',
  causes: `${expiring.sessions.keys} sessions with ${expiring.sessions.seconds} s (for 30 min) and ${expiring.blacklist.keys} entries of a blacklist with ${expiring.blacklist.seconds} s (for 7 d), in all shards; a master is deleted meanwhile`,
  promise: { text: 'no key expires before its time, all are gone after it, on masters and replicas' },
  async run({ clients, component, row }): Promise<Measurement> {
    const target = await component.target(1);
    const [client] = await clients.start(`${row}-${Date.now()}`, [{ kind: 'ioredis', mode: 'ttl', node: await nodeOtherThan(nodeOf(target)) }]);
    if (!client) throw new Error('the client did not start');
    const counted = async () => (Object.keys(expiring).every((name) => countsOf(client.attempts, name).length > 0) ? undefined : 'no count yet');
    await until('keys that are set', counted, { timeoutSeconds: 60, everySeconds: 0.1 });
    await deletePod(target);
    await sleep(expiring.blacklist.seconds + 5);
    const pods = await podsOf(component.dist);
    const left = await Promise.all(pods.map(async (pod) => ({ pod: pod.metadata.name, keys: await leftIn(pod) })));
    const wrong = [
      ...Object.entries(expiring).flatMap(([name, group]) => wrongCounts(name, countsOf(client.attempts, name), group)),
      ...left.flatMap(({ pod, keys }) => (keys > 0 ? [`${pod} still has ${keys} keys`] : [])),
    ];
    const counts = client.attempts.filter(({ ok }) => ok).length;
    return {
      passed: wrong.length === 0,
      measured: wrong.length === 0 ? `all expired in time, in ${counts} counts` : `${wrong.length} deviations`,
      repetitions: 1,
      notes: wrong,
    };
  },
};
