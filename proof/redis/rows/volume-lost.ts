import { kubectl } from '../../kubectl';
import { judge, seconds } from '../../measurement';
import { measure, startClients } from '../../outages';
import { namespace } from '../../pods';
import type { Row, RowContext } from '../../row';
import { secondsSince, until } from '../../wait';
import { component, notWholeNow, shardsSeenBy, size, viewOf, waitHealthy } from '../component';

const promise = {
  text: 'the pod is admitted again within 60 s, and all nodes have forgotten its old id; no slot is unavailable for more than 1 s',
  maximum: 60,
};
const longestOutage = 1;
const roles = ['replica', 'master'] as const;

const claimUid = (claim: string) => kubectl(['get', 'pvc', '-n', namespace, claim, '--ignore-not-found', '-o', 'jsonpath={.metadata.uid}']);

/** The id of a pod, from its own view; in a whole cluster all views agree. */
const idOf = async (pod: string): Promise<string | undefined> => (await viewOf(pod)).nodes.find((node) => node.pod === pod)?.id;

async function once(context: RowContext, number: number): Promise<{ role: string; admitted: number; outage: number }> {
  const { clients, say } = context;
  const role = roles[(number - 1) % roles.length] ?? 'replica';
  await waitHealthy();
  await clients.flowing(1);
  const shard = (await shardsSeenBy(`${component}-0`))[(number - 1) % size.shards];
  const pod = role === 'master' ? shard?.master.pod : shard?.replicas[0]?.pod;
  if (!pod) throw new Error(`the shard has no ${role} whose volume could be deleted`);
  const claim = `data-${pod}`;
  const [uid, id] = [await claimUid(claim), await idOf(pod)];
  const start = Date.now();
  await kubectl(['delete', 'pvc', '-n', namespace, claim, '--wait=false']);
  await kubectl(['delete', 'pod', '-n', namespace, pod, '--wait=false']);
  const renewed = async () => {
    const now = await claimUid(claim);
    return now !== '' && now !== uid ? undefined : `claim ${claim} is not recreated yet`;
  };
  await until('a new volume', renewed, { timeoutSeconds: 120 });
  const admitted = async () => (await notWholeNow()) ?? ((await idOf(pod)) === id ? `${pod} still has its old id` : undefined);
  await until(`${pod} admitted again`, admitted, { timeoutSeconds: 180, everySeconds: 0.5 });
  const after = secondsSince(start);
  await waitHealthy();
  const { outage } = measure(clients.running, start, Date.now());
  say(`${role} ${pod} admitted after ${seconds(after)}; slots unavailable for ${seconds(outage)}`);
  return { role, admitted: after, outage };
}

export const volumeLost: Row = {
  name: 'redis-volume-lost',
  title: 'A volume is lost',
  causes: 'the volume claim and the pod of a replica, and alternately of a master, are deleted together',
  promise,
  async run(context) {
    await startClients(context, 'write');
    const found: { role: string; admitted: number; outage: number }[] = [];
    while (found.length < context.repeat) found.push(await once(context, found.length + 1));
    const judged = judge(
      found.map((one) => one.admitted),
      promise,
    );
    const outage = Math.max(...found.map((one) => one.outage));
    return {
      ...judged,
      passed: judged.passed && outage <= longestOutage,
      notes: [`Slots were unavailable for at most ${found.map((one) => `${seconds(one.outage)} (${one.role})`).join(', ')}.`],
    };
  },
};
