import { seconds } from '../../measurement';
import { podNamed } from '../../pods';
import { type ProvenComponent, waitHealthy } from '../../proven-component';
import { allDeleted } from '../../shared/all-deleted';
import { containerKilled, podDeleted } from '../../shared/failover';
import { fromNothing } from '../../shared/from-nothing';
import { drain, rollingRestart } from '../../shared/maintenance';
import { networkPolicy } from '../../shared/network-policy';
import { nodeLoss, readsNodeLoss, restartNodeLoss } from '../../shared/node-loss';
import { nodeOutOfService } from '../../shared/node-out-of-service';
import { volumeLost } from '../../shared/volume-lost';
import { secondsSince } from '../../wait';
import { countSlots } from '../cluster-nodes';
import { notWholeNow, notWholeSeen, shardsNow, sizeOf, viewOf, waitWhole } from '../component';

// The rows that every store has, with what a RedisCluster promises in them.

const within10 = { text: 'no slot is unavailable for more than 10 s', maximum: 10 };
const within1 = { text: 'no slot is unavailable for more than 1 s', maximum: 1 };

export const formed = (component: ProvenComponent) =>
  fromNothing(component, {
    promise: { text: 'formed within 60 s: all pods ready, slots spread evenly, every shard has accepted a write', maximum: 60 },
    whole: () => waitWhole(component.dist),
    async look() {
      const slots = (await shardsNow(component.dist)).map(countSlots).join(', ');
      const start = Date.now();
      await waitHealthy(component);
      return `Slots of each master: ${slots}. Well placed after another ${seconds(secondsSince(start))}.`;
    },
  });

export const masterDeleted = (component: ProvenComponent) => podDeleted(component, { promise: within1, causes: 'another shard each time' });

export const masterKilled = (component: ProvenComponent) => containerKilled(component, { promise: within10, causes: 'another shard each time' });

export const masterNodeLoss = (component: ProvenComponent) =>
  nodeLoss(component, { promise: within10, causes: 'the node also runs a replica of another shard' });

export const nodeGivenUp = (component: ProvenComponent) =>
  nodeOutOfService(component, {
    promise: {
      text: 'the pods of the node run on other nodes within 60 s of the taint, and all pods see one whole cluster; no slot is unavailable for more than 10 s',
      maximum: 60,
      longestOutage: 10,
    },
    otherNodes: () => sizeOf(component.dist).shards, // so many masters are apart again
    notReplaced: () => notWholeSeen(component.dist),
  });

export const readsWithoutNode = (component: ProvenComponent) =>
  readsNodeLoss(component, { promise: { text: 'reads of no slot stop for more than 10 s', maximum: 10 } });

/**
 * Two failures at once may take both members of a shard, or two of three masters, whose votes a failover needs: nobody can take over until the pod that
 * restarts is back. If that is the master's replica, it waits 20 s for the master, which has acknowledged writes without it.
 */
export const restartWithoutNode = (component: ProvenComponent) =>
  restartNodeLoss(component, { promise: { text: 'no slot is unavailable for more than 40 s', maximum: 40 }, losesNothing: false });

export const allPodsDeleted = (component: ProvenComponent) =>
  allDeleted(component, {
    promise: {
      text: 'whole again within 30 s: every pod sees the same whole cluster, and every shard accepts writes; no acknowledged write is lost',
      maximum: 30,
    },
    whole: () => waitWhole(component.dist),
  });

const roles = ['replica', 'master'] as const;

export const podVolumeLost = ({ dist }: ProvenComponent) =>
  volumeLost({
    promise: {
      text: 'the pod is admitted again within 60 s, and all nodes have forgotten its old id; no slot is unavailable for more than 1 s',
      maximum: 60,
    },
    longestOutage: 1,
    times: 5,
    whose: 'a replica, and alternately of a master,',
    async choose(repetition) {
      const role = roles[(repetition - 1) % roles.length] ?? 'replica';
      const shard = (await shardsNow(dist))[(repetition - 1) % sizeOf(dist).shards];
      const name = role === 'master' ? shard?.master.pod : shard?.replicas[0]?.pod;
      if (!name) throw new Error(`the shard has no ${role} whose volume could be deleted`);
      return { pod: await podNamed(dist, name), role };
    },
    async served(pod) {
      // From its own view; in a whole cluster all views agree.
      const idNow = async () => (await viewOf(pod)).nodes.find((node) => node.pod === pod.metadata.name)?.id;
      const old = await idNow();
      return async () => (await notWholeNow(dist)) ?? ((await idNow()) === old ? `${pod.metadata.name} still has its old id` : undefined);
    },
  });

export const restart = (component: ProvenComponent) => rollingRestart(component, { promise: within1 });

export const drained = (component: ProvenComponent) => drain(component, { promise: within1 });

export const connections = (component: ProvenComponent) => networkPolicy(component, { metrics: ['redis 9121'] });
