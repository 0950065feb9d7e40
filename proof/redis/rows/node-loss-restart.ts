import { deletePod } from '../../faults';
import type { InDist } from '../../in-dist';
import { type Measurement, seconds } from '../../measurement';
import { clientsOff, measure, settle } from '../../outages';
import { nodeOf, podNamed, podsOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, sleep, until } from '../../wait';
import { shardsSeenBy } from '../component';

const times = 3;
const [most, atDeletion] = [10, 1];
const roles = ['replica', 'master'] as const;

/** A pod of a shard that is complete without the node: its replica or its master. */
async function remaining(dist: InDist, role: (typeof roles)[number], off: string): Promise<Pod> {
  const pods = (await podsOf(dist)).filter((pod) => nodeOf(pod) !== off);
  const stays = (name: string) => pods.some(({ metadata }) => metadata.name === name);
  const [first] = pods;
  if (!first) throw new Error(`no pod is off ${off}`);
  const shards = await shardsSeenBy(first);
  const complete = shards.find(({ master, replicas }) => replicas.length > 0 && [master, ...replicas].every(({ pod }) => stays(pod)));
  const pod = role === 'master' ? complete?.master.pod : complete?.replicas[0]?.pod;
  if (!pod) throw new Error(`no shard is complete without ${off}`);
  return podNamed(dist, pod);
}

interface Finding {
  readonly role: string;
  /** Longest time in which a slot was unavailable, in seconds: after the node's loss, and after the restart without it. */
  readonly loss: number;
  readonly restart: number;
  /** Seconds from the node's return to the starting state. */
  readonly healed: number;
}

async function once(context: RowContext, number: number): Promise<Finding> {
  const { adapter, clients, component, say } = context;
  const role = roles[(number - 1) % roles.length] ?? 'replica';
  await waitHealthy(component);
  const node = nodeOf(await component.target(number));
  await clientsOff(context, [node]);
  const from = Date.now();
  await adapter.nodeDown(node);
  await sleep(settle);
  await clients.flowing(2, 60);
  const between = Date.now();
  const loss = measure(clients.running, from, between).outage;
  const target = await remaining(component.dist, role, node);
  await deletePod(target);
  const renewed = async () => {
    const pod = await podNamed(component.dist, target.metadata.name);
    return pod.metadata.uid !== target.metadata.uid && pod.status.phase === 'Running' ? undefined : `${target.metadata.name} is not back`;
  };
  await until('the deleted pod running again', renewed, { timeoutSeconds: 120 });
  await sleep(settle);
  await clients.flowing(2, 60);
  const restart = measure(clients.running, between, Date.now()).outage;
  await adapter.nodeUp(node);
  const back = Date.now();
  await waitHealthy(component);
  await clients.flowing(1);
  const healed = secondsSince(back);
  say(`node lost: ${seconds(loss)}; ${role} restarted: ${seconds(restart)}; healthy ${seconds(healed)} after the node's return`);
  return { role, loss, restart, healed };
}

export const nodeLossRestart: Row = {
  name: 'node-loss-restart',
  title: 'A pod changes its address while a node is off',
  causes:
    "a master's node is cut off; a pod of the shard that is complete without the node is deleted, alternately its replica and its master; the node returns",
  promise: {
    text: `no slot is unavailable for more than ${most} s when the node is lost, and ${atDeletion} s when the pod is deleted; when the node is back, all pods find each other again`,
  },
  async run(context): Promise<Measurement> {
    const wanted = Math.min(times, context.repeat);
    const found: Finding[] = [];
    while (found.length < wanted) found.push(await once(context, found.length + 1));
    const worst = Math.max(...found.map((one) => one.loss));
    const restart = Math.max(...found.map((one) => one.restart));
    return {
      passed: worst <= most && restart <= atDeletion,
      measured: `at most ${seconds(worst)} when the node was lost, ${seconds(restart)} when the pod was deleted; healthy ${found.map((one) => seconds(one.healed)).join(', ')} after its return`,
      repetitions: found.length,
      notes: [`The deletion without the node cost ${found.map((one) => `${seconds(one.restart)} (${one.role})`).join(', ')}.`],
      ...(found.length < times ? { incomplete: true } : {}),
    };
  },
};
