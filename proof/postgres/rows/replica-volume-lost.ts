import { kubectl } from '../../kubectl';
import { judge, seconds } from '../../measurement';
import { measure, startClients } from '../../outages';
import { namespace } from '../../pods';
import type { Row, RowContext } from '../../row';
import { secondsSince, until } from '../../wait';
import { replicas, waitHealthy } from '../component';

const promise = { text: 'the replica streams again from a new volume within 60 s; writes never stop for more than 4 s', maximum: 60 };
const longestOutage = 4;
const times = 3;

const claimUid = (claim: string) => kubectl(['get', 'pvc', '-n', namespace, claim, '--ignore-not-found', '-o', 'jsonpath={.metadata.uid}']);

async function once({ clients, say }: RowContext): Promise<{ streaming: number; outage: number }> {
  await waitHealthy();
  const [replica] = await replicas();
  if (!replica) throw new Error('no pod has the label role=replica');
  const claim = `data-${replica.metadata.name}`;
  const before = await claimUid(claim);
  await clients.flowing(1);
  const start = Date.now();
  await kubectl(['delete', 'pvc', '-n', namespace, claim, '--wait=false']);
  await kubectl(['delete', 'pod', '-n', namespace, replica.metadata.name, '--wait=false']);
  const renewed = async () => {
    const uid = await claimUid(claim);
    return uid !== '' && uid !== before ? undefined : `claim ${claim} is not recreated yet`;
  };
  await until('a new volume', renewed, { timeoutSeconds: 120 });
  await waitHealthy();
  const streaming = secondsSince(start);
  const { outage } = measure(clients.running, start, Date.now());
  say(`streams from a new volume after ${seconds(streaming)}; writes stopped for ${seconds(outage)}`);
  return { streaming, outage };
}

export const replicaVolumeLost: Row = {
  name: 'replica-volume-lost',
  title: "A replica's volume is lost",
  causes: "a replica's volume claim and pod are deleted together",
  promise,
  async run(context) {
    await startClients(context, 'write');
    const found: { streaming: number; outage: number }[] = [];
    while (found.length < Math.min(times, context.repeat)) found.push(await once(context));
    const outage = Math.max(...found.map((one) => one.outage));
    const judged = judge(
      found.map((one) => one.streaming),
      promise,
      times,
    );
    return { ...judged, passed: judged.passed && outage <= longestOutage, notes: [`Writes stopped for at most ${seconds(outage)} meanwhile.`] };
  },
};
