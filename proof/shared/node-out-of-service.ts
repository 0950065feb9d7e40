import { nodes } from '../cluster';
import { judge, type Promised, seconds } from '../measurement';
import { giveUpNode, takeNodeBack } from '../out-of-service';
import { eachClientOver, repetitions } from '../outages';
import { nodeOf, podsOf } from '../pods';
import { type ProvenComponent, roleOf, sentence } from '../proven-component';
import type { ClusterUnderTest } from '../results';
import type { Row } from '../row';
import { isReady, type Pod } from '../shapes';
import { secondsSince, until } from '../wait';
import { type PromisedByGrace, withPromises } from './graces';

// An administrator gives a lost node up, as the pages of the stores say; its pods start on other nodes.

const times = 3;

/** With the seconds from the taint until the lost pods are replaced. */
interface PromisedReplacement extends Promised {
  /** Seconds for which writes may stop. */
  readonly longestOutage: number;
}

interface Options {
  /** Number of nodes that the component needs without the lost one. */
  otherNodes(): number;
  /** Why the component is not complete on the other nodes; undefined if it is. The cluster has a node that is not ready. */
  notReplaced(): Promise<string | undefined>;
}

/** Why there is no free node for the lost pods; undefined if there is one. */
export const withoutFreeNode =
  (otherNodes: number) =>
  ({ nodes: found }: Pick<ClusterUnderTest, 'nodes'>): string | undefined =>
    Number.parseInt(found, 10) > otherNodes ? undefined : `the cluster has ${found}, the row needs ${otherNodes + 1}`;

async function declaredLost(name: string): Promise<void> {
  const check = async () => ((await nodes()).some((node) => node.metadata.name === name && !isReady(node)) ? undefined : 'it is still ready');
  await until(`${name} declared lost`, check, { timeoutSeconds: 120 });
}

/** Why a lost pod has no successor that is ready on another node. */
export function withoutSuccessor(pods: readonly Pod[], lost: Pod): string | undefined {
  const { name, uid } = lost.metadata;
  const successor = pods.find(({ metadata }) => metadata.name === name);
  if (!successor || successor.metadata.uid === uid) return `${name} is not replaced yet`;
  if (successor.spec.nodeName === lost.spec.nodeName) throw new Error(`${name} was scheduled to the lost node again`);
  return isReady(successor) ? undefined : `${name} is not ready`;
}

export const nodeOutOfService = (
  component: ProvenComponent,
  { otherNodes, notReplaced, ...promised }: Options & PromisedByGrace<PromisedReplacement>,
) => withPromises(promised, (promise) => givenUp(component, promise, { otherNodes, notReplaced }));

const givenUp = (component: ProvenComponent, promise: PromisedReplacement, { otherNodes, notReplaced }: Options): Row => ({
  name: 'node-out-of-service',
  title: `${sentence(component.targetName)}'s node is given up`,
  causes: `${component.targetName}'s node loses power and network; when Kubernetes has declared it lost: kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute; another node is free for its pods, and their volumes can follow them`,
  promise,
  notHere: (cluster) => withoutFreeNode(otherNodes())(cluster),
  async run(context) {
    const replaced: number[] = [];
    const found = await repetitions(
      context,
      {
        nodeLeaves: true,
        async cause(target) {
          const node = nodeOf(target);
          const lost = (await podsOf(component.dist)).filter(({ spec }) => spec.nodeName === node);
          await context.adapter.nodeDown(node);
          await declaredLost(node);
          const tainted = Date.now();
          await giveUpNode(node);
          const check = async () => {
            const pods = await podsOf(component.dist);
            return lost.map((pod) => withoutSuccessor(pods, pod)).find(Boolean) ?? (await notReplaced());
          };
          await until(`the pods of ${node} replaced`, check, { timeoutSeconds: 180, everySeconds: 1 });
          replaced.push(secondsSince(tainted));
          context.say(`${lost.length} pods of the ${roleOf(component)}'s node replaced ${seconds(replaced.at(-1) ?? 0)} after the taint`);
        },
        async repair(target) {
          await context.adapter.nodeUp(nodeOf(target));
          await takeNodeBack(nodeOf(target));
        },
        renew: component.level,
      },
      Math.min(times, context.repeat),
    );
    const judged = judge(replaced, promise, times);
    return {
      ...judged,
      passed: judged.passed && found.every(({ outage }) => outage <= promise.longestOutage),
      notes: [`Writes stopped for ${found.map(({ outage }) => seconds(outage)).join(', ')} (${eachClientOver(found)}).`],
    };
  },
});
