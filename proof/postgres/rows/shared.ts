import { podsOf } from '../../pods';
import type { ProvenComponent } from '../../proven-component';
import type { Pod } from '../../shapes';
import { allDeleted } from '../../shared/all-deleted';
import { containerKilled, podDeleted } from '../../shared/failover';
import { fromNothing } from '../../shared/from-nothing';
import { drain, rollingRestart } from '../../shared/maintenance';
import { networkPolicy } from '../../shared/network-policy';
import { nodeLoss, readsNodeLoss, restartNodeLoss } from '../../shared/node-loss';
import { nodeOutOfService } from '../../shared/node-out-of-service';
import { volumeLost } from '../../shared/volume-lost';
import { until } from '../../wait';
import { databaseContainer, notStreaming, patroniMembers, primaries, primary, readProxyOf, replicas } from '../component';

// The rows that every store has, with what a PostgresCluster promises in them.

const within4 = { text: 'writes stop for at most 4 s', maximum: 4 };

export const readyFromNothing = (component: ProvenComponent) =>
  fromNothing(component, {
    promise: { text: 'ready within 60 s: both clients have written, all members stream, the read proxy is up', maximum: 60 },
  });

export const primaryDeleted = (component: ProvenComponent) => podDeleted(component, { promise: within4 });

export const primaryContainerKilled = (component: ProvenComponent) =>
  containerKilled(component, { promise: { text: 'writes stop for at most 8 s', maximum: 8 } });

export const primaryNodeLoss = (component: ProvenComponent) =>
  nodeLoss(component, {
    promise: { text: 'writes stop for a median of at most 25 s and never for more than 30 s', median: 25, maximum: 30 },
    promiseOf50: { text: 'writes stop for a median of at most 30 s and never for more than 60 s', median: 30, maximum: 60 },
    async meanwhile(lost: Pod) {
      const another = async () => {
        const [pod, stale] = primaries(await podsOf(component.dist));
        return pod && !stale && pod.metadata.uid !== lost.metadata.uid
          ? undefined
          : `role=primary on ${pod?.metadata.name ?? 'no pod'} ${stale ? 'and another' : ''}`;
      };
      await until('another primary, and no label on the lost one', another, { timeoutSeconds: 90 });
    },
  });

/** One more node than instances, because no two instances share a node. */
export const nodeGivenUp = (component: ProvenComponent) =>
  nodeOutOfService(component, {
    promise: {
      text: 'the instance streams on another node within 60 s of the taint; writes never stop for more than 30 s',
      maximum: 60,
      longestOutage: 30,
    },
    promiseOf50: {
      text: 'the instance streams on another node within 60 s of the taint; writes never stop for more than 60 s',
      maximum: 60,
      longestOutage: 60,
    },
    otherNodes: () => component.dist.replicas(),
    async notReplaced() {
      const leader = await primary(component.dist);
      return notStreaming(leader.metadata.name, await patroniMembers(leader), component.dist.replicas());
    },
  });

export const readsWithoutNode = (component: ProvenComponent) =>
  readsNodeLoss(component, {
    promise: { text: 'reads never stop for more than 15 s', maximum: 15 },
    promiseOf50: { text: 'reads stop for a median of at most 25 s and never for more than 60 s', median: 25, maximum: 60 },
  });

export const restartWithoutNode = (component: ProvenComponent) =>
  restartNodeLoss(component, {
    promise: { text: 'writes never stop for more than 30 s, and no acknowledged row is lost', maximum: 30 },
    promiseOf50: {
      text: 'writes stop for a median of at most 30 s and never for more than 60 s, and no acknowledged row is lost',
      median: 30,
      maximum: 60,
    },
    losesNothing: true,
  });

export const allPodsDeleted = (component: ProvenComponent) =>
  allDeleted(component, {
    promise: { text: 'writes are back within 60 s, and no acknowledged row is lost', maximum: 60 },
  });

export const replicaVolumeLost = ({ dist }: ProvenComponent) =>
  volumeLost({
    promise: { text: 'the replica streams again from a new volume within 60 s; writes never stop for more than 4 s', maximum: 60 },
    longestOutage: 4,
    times: 3,
    whose: 'a replica',
    async choose() {
      const [pod] = await replicas(dist);
      if (!pod) throw new Error('no pod has the label role=replica');
      return { pod, role: 'replica' };
    },
  });

const mostOutages = 2;

export const restart = (component: ProvenComponent) =>
  rollingRestart(component, {
    promise: { text: `at most ${mostOutages} outages of more than a second, none longer than 4 s`, maximum: 4 },
    mostOutages,
  });

/** Patroni 4.1.0 itself waits for three seconds in a switchover; while a node is drained, its other pods start elsewhere (decision 0003). */
export const drained = (component: ProvenComponent) =>
  drain(component, { promise: { text: 'writes stop for a median of at most 4 s and never for more than 6 s', median: 4, maximum: 6 } });

export const connections = (component: ProvenComponent) =>
  networkPolicy(component, {
    metrics: ['database 8008', 'database 9187', 'reads 8404'],
    own() {
      const { dist } = component;
      const [namespace, proxy] = [dist.namespace, dist.selector(readProxyOf(dist))];
      return [
        { name: 'reads', namespace, labels: proxy, allowed: ['database 5432', 'database 8008', 'dns 53'] },
        {
          name: 'database',
          namespace,
          labels: dist.selector(),
          allowed: ['database 5432', 'database 8008', 'dns 53', 'api-server'],
          within: { pod: `${dist.id}-0`, container: databaseContainer },
        },
      ];
    },
  });
