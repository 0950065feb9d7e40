import { deploy, removeEverything } from './deployment';
import { seconds } from './measurement';
import { startClients } from './outages';
import type { RowContext } from './row';
import { remindScheduler } from './unscheduled';
import { secondsSince, until } from './wait';

/**
 * Seconds from an empty cluster until the component is whole and has accepted a write from every loop of every client.
 *
 * @param whole waits until the component is whole
 */
export async function timeFromNothing(context: RowContext, whole: () => Promise<void>): Promise<number> {
  const { clients, component, deployment, say } = context;
  const { namespace } = component.dist;
  await removeEverything(namespace);
  const start = Date.now();
  await deploy(deployment);
  if ((await remindScheduler(namespace)) > 0) context.changed('pods without a node after 2 s were annotated, so that the scheduler tried them again');
  await startClients(context, 'write');
  const silent = () =>
    clients.running.find((client) => client.successes().size === 0 || [...client.successes().values()].some(({ length }) => length === 0));
  const written = async () => silent() && `${silent()?.title()} has not written yet`;
  await until('the first write of every client', written, { timeoutSeconds: 180 });
  const firstWrite = secondsSince(start);
  await whole();
  const ready = secondsSince(start);
  say(`written after ${seconds(firstWrite)}, complete after ${seconds(ready)}`);
  await clients.stop();
  return ready;
}
