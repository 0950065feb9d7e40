import { uncordonNodeOf } from '../../faults';
import { kubectl } from '../../kubectl';
import { clientsOff, judgeOutages, repetitions } from '../../outages';
import { nodeOf } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { sleep, until } from '../../wait';
import { patroniMembers, primary, replicas } from '../component';
import { type SynchronousMode, setSynchronousMode, standbyThere } from '../synchronous';

// Two replicas are lost, the second without a word: until PostgreSQL gives it up, commits wait for it.

const strict: SynchronousMode = { synchronous_mode: 'quorum', synchronous_mode_strict: true };
const faults =
  "one replica is deleted and kept away by its cordoned node; once it is no standby any more, the other replica's node loses power and network";

interface Replicas {
  /** On the node of the clients. */
  readonly away: Pod;
  /** Its node is cut off. */
  readonly last: Pod;
}

async function replicasOf({ clients, component }: RowContext): Promise<Replicas> {
  const found = await replicas(component.dist);
  const occupied = clients.running.map(({ options }) => options.node);
  const away = found.find((pod) => occupied.includes(nodeOf(pod)));
  const last = found.find((pod) => pod !== away && !occupied.includes(nodeOf(pod)));
  if (!away || !last)
    throw new Error(`of the replicas ${found.map(({ metadata }) => metadata.name).join(', ')}, one must share a node with the clients`);
  return { away, last };
}

async function loseBoth(context: RowContext, { away, last }: Replicas): Promise<void> {
  const { metadata } = away;
  await kubectl(['cordon', nodeOf(away)]);
  await kubectl(['delete', 'pod', '-n', metadata.namespace, metadata.name]);
  const leader = await primary(context.component.dist);
  const standbys = async () => {
    const names = (await patroniMembers(leader)).filter(({ role }) => /^(sync|quorum)_standby$/.test(role)).map(({ name }) => name);
    return names.join() === last.metadata.name ? undefined : `the standbys are ${names.join(', ') || 'none'}`;
  };
  await until(`${last.metadata.name} the only standby`, standbys, { timeoutSeconds: 60, everySeconds: 0.5 });
  await context.clients.flowing(1);
  await context.adapter.nodeDown(nodeOf(last));
}

async function returnBoth({ adapter }: RowContext, { away, last }: Replicas): Promise<void> {
  await adapter.nodeUp(nodeOf(last));
  await uncordonNodeOf(away);
}

const promise = { text: 'writes stop for at most 15 s; then the primary continues alone', maximum: 15 };

export const lastReplica: Row = {
  name: 'last-replica',
  title: 'The last replica is cut off',
  causes: faults,
  promise,
  async run(context) {
    let chosen: Replicas | undefined;
    const found = await repetitions(context, {
      nodeLeaves: true, // keeps the clients off the primary's node
      async cause() {
        chosen = await replicasOf(context);
        await loseBoth(context, chosen);
      },
      async repair() {
        if (chosen) await returnBoth(context, chosen);
      },
    });
    return judgeOutages(context, found, promise);
  },
};

const watched = 40;

export const lastReplicaStrict: Row = {
  name: 'last-replica-strict',
  title: 'quorum-strict: the last replica is cut off',
  causes: `synchronous mode quorum-strict; ${faults} for ${watched} s`,
  promise: { text: 'no write is acknowledged until a replica is back' },
  async run(context) {
    const { clients, component } = context;
    context.changed(`ConfigMap/${component.dist.id}, dynamic.json: synchronous_mode_strict true while the row ran`);
    await setSynchronousMode(component.dist, strict);
    await waitHealthy(component);
    await standbyThere(component.dist, strict);
    const leaving = [nodeOf(await primary(component.dist))];
    await clientsOff(context, leaving);
    const chosen = await replicasOf(context);
    await loseBoth(context, chosen);
    await sleep(2); // acknowledgements of the last replica are still in transit
    const from = Date.now();
    await sleep(watched);
    const to = Date.now();
    const acknowledged = clients.running.flatMap(({ attempts }) => attempts).filter(({ at, ok }) => ok && at > from && at <= to).length;
    await returnBoth(context, chosen);
    await waitHealthy(component);
    await clients.flowing(2);
    return { passed: acknowledged === 0, measured: `${acknowledged} writes acknowledged in ${watched} s without a replica`, repetitions: 1 };
  },
};
