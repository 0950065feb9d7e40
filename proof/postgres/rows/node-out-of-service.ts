import { nodes } from '../../cluster';
import { judge, seconds } from '../../measurement';
import { giveUpNode, takeNodeBack } from '../../out-of-service';
import { eachClientOver, repetitions } from '../../outages';
import { nodeOf, podsOf } from '../../pods';
import type { ProvenComponent } from '../../proven-component';
import type { ClusterUnderTest } from '../../results';
import type { Row } from '../../row';
import { isReady, type Pod } from '../../shapes';
import { secondsSince, until } from '../../wait';
import { notStreaming, patroniMembers, primary } from '../component';

// An administrator gives a lost node up, as docs/postgresql.md says; its instance starts on a free node.

const times = 3;
const longestOutage = 30; // seconds
const promise = {
  text: `the instance streams on another node within 60 s of the taint; writes never stop for more than ${longestOutage} s`,
  maximum: 60,
};

/** Why there is no free node for the instance; undefined if there is one. */
export const withoutFreeNode =
  (instances: number) =>
  ({ nodes: found }: Pick<ClusterUnderTest, 'nodes'>): string | undefined =>
    Number.parseInt(found, 10) > instances ? undefined : `the cluster has ${found}, the row needs ${instances + 1}: one without an instance`;

async function declaredLost(name: string): Promise<void> {
  const check = async () => ((await nodes()).some((node) => node.metadata.name === name && !isReady(node)) ? undefined : 'it is still ready');
  await until(`${name} declared lost`, check, { timeoutSeconds: 120 });
}

/** Waits until the lost pod has a successor on another node that streams from the new primary. */
async function replaced({ dist }: ProvenComponent, lost: Pod): Promise<void> {
  const check = async () => {
    const successor = (await podsOf(dist)).find(({ metadata }) => metadata.name === lost.metadata.name);
    if (!successor || successor.metadata.uid === lost.metadata.uid) return `${lost.metadata.name} is not replaced yet`;
    if (nodeOf(successor) === nodeOf(lost)) throw new Error(`${lost.metadata.name} was scheduled to the lost node again`);
    const leader = await primary(dist);
    return notStreaming(leader.metadata.name, await patroniMembers(leader), dist.replicas());
  };
  await until(`${lost.metadata.name} streaming on another node`, check, { timeoutSeconds: 180 });
}

export const nodeOutOfService = (component: ProvenComponent): Row => ({
  name: 'node-out-of-service',
  title: "The primary's node is given up",
  causes:
    "the primary's node loses power and network; when Kubernetes has declared it lost: kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute; another node has no instance, and the volume can follow the pod",
  promise,
  notHere: (cluster) => withoutFreeNode(component.dist.replicas())(cluster),
  async run(context) {
    const streaming: number[] = [];
    const found = await repetitions(
      context,
      {
        nodeLeaves: true,
        async cause(target) {
          const node = nodeOf(target);
          await context.adapter.nodeDown(node);
          await declaredLost(node);
          const tainted = Date.now();
          await giveUpNode(node);
          await replaced(component, target);
          streaming.push(secondsSince(tainted));
          context.say(`${target.metadata.name} streams on another node ${seconds(streaming.at(-1) ?? 0)} after the taint`);
        },
        async repair(target) {
          await context.adapter.nodeUp(nodeOf(target));
          await takeNodeBack(nodeOf(target));
        },
      },
      Math.min(times, context.repeat),
    );
    const judged = judge(streaming, promise, times);
    return {
      ...judged,
      passed: judged.passed && found.every(({ outage }) => outage <= longestOutage),
      notes: [`Writes stopped for ${found.map(({ outage }) => seconds(outage)).join(', ')} (${eachClientOver(found)}).`],
    };
  },
});
