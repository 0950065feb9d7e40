import { waitHealthy } from '../component';
import { deploy, removeEverything } from '../deployment';
import { judge, seconds } from '../measurement';
import { startBoth } from '../outages';
import type { Row, RowContext } from '../row';
import { secondsSince, until } from '../wait';

const promise = { text: 'ready within 60 s: both clients have written, three members stream, the read proxy is up', maximum: 60 };
const times = 3;

/** From an empty cluster to written rows. */
async function once(context: RowContext): Promise<number> {
  const { clients, deployment, say } = context;
  await removeEverything();
  const start = Date.now();
  await deploy(deployment);
  await startBoth(context, 'write');
  const written = async () =>
    clients.running.every((client) => client.attempts.some((attempt) => attempt.ok)) ? undefined : 'a client has not written yet';
  await until('the first write of both clients', written, { timeoutSeconds: 180 });
  const firstWrite = secondsSince(start);
  await waitHealthy();
  say(`written after ${seconds(firstWrite)}, complete after ${seconds(secondsSince(start))}`);
  const ready = secondsSince(start);
  await clients.stop();
  return ready;
}

export const readyFromNothing: Row = {
  name: 'ready-from-nothing',
  title: 'Time to ready from nothing',
  causes: 'the namespace, its volumes among it, is deleted; then all manifests are applied at once',
  promise,
  async run(context) {
    const wanted = Math.min(times, context.repeat);
    const values: number[] = [];
    while (values.length < wanted) values.push(await once(context));
    return judge(values, promise, times);
  },
};
