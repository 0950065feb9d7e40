import { nodes } from '../../cluster';
import { deletePodsByForce } from '../../faults';
import type { InDist } from '../../in-dist';
import { type Measurement, seconds } from '../../measurement';
import { clientsOff, settle } from '../../outages';
import { nodeOf, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import { isReady } from '../../shapes';
import { secondsSince, sleep, until } from '../../wait';
import { redisContainer, waitWhole } from '../component';

const times = 3;
const [served, whole] = [60, 30];

interface Finding {
  /** Seconds from the deletion until every slot accepted writes without the node; undefined if pods waited for it. */
  readonly served?: number;
  /** Pods that did not run by then: they wait for the node, or to be scheduled. */
  readonly waiting: number;
  /** Seconds from the return of the node and of the waiting pods until the cluster was whole. */
  readonly whole: number;
}

const allRun = async (dist: InDist): Promise<string | undefined> => {
  const dark = (await nodes()).find((node) => !isReady(node));
  if (dark) return `node ${dark.metadata.name} is not ready`;
  const pods = await podsOf(dist);
  const waiting = pods.find(({ status }) => !status.containerStatuses?.some(({ name, containerID }) => name === redisContainer && containerID));
  return pods.length === dist.replicas() && !waiting ? undefined : `${waiting?.metadata.name ?? 'a pod'} does not run`;
};

/** The number of pods that do not run on a remaining node. */
const countWaiting = async (dist: InDist, off: string): Promise<number> =>
  dist.replicas() - (await podsOf(dist)).filter((pod) => pod.status.phase === 'Running' && pod.spec.nodeName !== off).length;

const declaredLost = async (name: string): Promise<boolean> => (await nodes()).some((node) => node.metadata.name === name && !isReady(node));

async function once(context: RowContext, number: number): Promise<Finding> {
  const { adapter, clients, component, say } = context;
  const { dist } = component;
  await component.level?.();
  await waitHealthy(component);
  const node = nodeOf(await component.target(number));
  await clientsOff(context, [node]);
  await adapter.nodeDown(node);
  // Alternates: at once, while the scheduler still assigns pods to the node, or after it was declared lost.
  if (number % 2 === 0)
    await until(`${node} declared lost`, async () => ((await declaredLost(node)) ? undefined : 'it is still ready'), { timeoutSeconds: 90 });
  const start = Date.now();
  await deletePodsByForce(await podsOf(dist));
  await sleep(settle);
  const flowing = await clients.flowing(2, served).then(
    () => secondsSince(start) - 2,
    () => undefined,
  );
  const waiting = flowing === undefined ? await countWaiting(dist, node) : 0;
  say(
    flowing === undefined
      ? `some slots are not served, and ${waiting} pods wait for ${node}`
      : `every slot served after ${seconds(flowing)}, without ${node}`,
  );
  await adapter.nodeUp(node);
  await until('the node ready and all pods running', () => allRun(dist), { timeoutSeconds: 180 });
  const back = Date.now();
  await waitWhole(dist);
  const healed = secondsSince(back);
  await clients.flowing(1);
  say(`whole ${seconds(healed)} after the node's return`);
  return { served: flowing, waiting, whole: healed };
}

export const allDeletedNodeOff: Row = {
  name: 'all-deleted-node-off',
  title: 'All pods are deleted while a node is off',
  causes:
    "a master's node is cut off; all pods are deleted by force in one command, alternately at once and when the node is declared lost; then the node returns",
  promise: {
    text: `without the node, every slot accepts writes within ${served} s of the deletion if no pod waits for the node, which must happen at least once; with it, the cluster is whole within ${whole} s`,
  },
  async run(context): Promise<Measurement> {
    const wanted = Math.min(times, context.repeat);
    const found: Finding[] = [];
    while (found.length < wanted) found.push(await once(context, found.length + 1));
    const without = found.flatMap((one) => one.served ?? []);
    const waited = found.length - without.length;
    return {
      passed: found.every((one) => one.whole <= whole && (one.served !== undefined || one.waiting > 0)) && without.length > 0,
      measured: `without the node served after ${without.map(seconds).join(', ') || 'never'}${waited > 0 ? `; waited for it ${waited} of ${found.length} times` : ''}; with it whole after ${found.map((one) => seconds(one.whole)).join(', ')}`,
      repetitions: found.length,
      ...(found.length < times ? { incomplete: true } : {}),
    };
  },
};
