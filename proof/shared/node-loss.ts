import { restartComplete, startRestart } from '../faults';
import { kubectl } from '../kubectl';
import { lostWrites } from '../lost';
import { judgeOutages, repetitions } from '../outages';
import { nodeOf, podsOf } from '../pods';
import { type ProvenComponent, sentence, waitHealthy } from '../proven-component';
import type { Row } from '../row';
import { isReady, type Pod } from '../shapes';
import { until } from '../wait';
import { causesOf, type FaultOptions } from './failover';
import { type PromisedByGrace, withPromises } from './graces';

// The node of a server that accepts writes is cut off. The cluster's DNS stays where it is: one of its servers may go with the node, as in production.

type LossOptions = FaultOptions & PromisedByGrace;

interface NodeLossOptions extends LossOptions {
  /** Waits for what must happen while the node is off. */
  meanwhile?(lost: Pod): Promise<void>;
}

export const nodeLoss = (component: ProvenComponent, { causes, meanwhile, ...promised }: NodeLossOptions): readonly Row[] =>
  withPromises(promised, (promise) => ({
    name: 'node-loss',
    title: `${sentence(component.targetName)}'s node is cut off`,
    causes: causesOf(`${component.targetName}'s node loses power and network at once`, causes),
    promise,
    run: async (context) =>
      judgeOutages(
        context,
        await repetitions(context, {
          nodeLeaves: true,
          async cause(target) {
            await context.adapter.nodeDown(nodeOf(target));
            await meanwhile?.(target);
          },
          repair: (target) => context.adapter.nodeUp(nodeOf(target)),
        }),
        promise,
      ),
  }));

/** The clients read, as applications do that can live without writes for a while. */
export const readsNodeLoss = (component: ProvenComponent, { causes, ...promised }: LossOptions): readonly Row[] =>
  withPromises(promised, (promise) => ({
    name: 'reads-node-loss',
    title: `Reads while ${component.targetName}'s node is cut off`,
    causes: causesOf(`${component.targetName}'s node loses power and network at once, while clients read`, causes),
    promise,
    run: async (context) =>
      judgeOutages(
        context,
        await repetitions(context, {
          mode: 'read',
          nodeLeaves: true,
          cause: (target) => context.adapter.nodeDown(nodeOf(target)),
          repair: (target) => context.adapter.nodeUp(nodeOf(target)),
        }),
        promise,
      ),
  }));

/** A restart begins with the highest ordinal. */
async function restartedFirst({ dist }: Pick<ProvenComponent, 'dist'>): Promise<string> {
  const ordinals = (await podsOf(dist)).map(({ metadata }) => Number(metadata.name.slice(metadata.name.lastIndexOf('-') + 1)));
  return `${dist.id}-${Math.max(...ordinals)}`;
}

/** Two failures at once: the restart has taken one pod away when the node of another one goes. */
export const restartNodeLoss = (component: ProvenComponent, { losesNothing, ...promised }: LossOptions & { readonly losesNothing: boolean }) =>
  withPromises(promised, (promise) => ({
    name: 'rolling-restart-node-loss',
    title: `${sentence(component.targetName)}'s node is cut off during a rolling restart`,
    causes: `kubectl rollout restart of the StatefulSet; while its first pod is not ready, ${component.targetName}'s node loses power and network; the node returns when clients are served again`,
    promise,
    async run(context) {
      const found = await repetitions(context, {
        nodeLeaves: true,
        /** Otherwise the restart itself would take the target, which hands over, and the node that is cut off would serve nothing. */
        async prepare(number) {
          const { metadata } = await component.target(number);
          if (metadata.name !== (await restartedFirst(component))) return;
          await kubectl(['delete', 'pod', '-n', metadata.namespace, metadata.name]);
          await waitHealthy(component);
        },
        async cause(target) {
          await startRestart(component);
          const begun = async () => ((await podsOf(component.dist)).every(isReady) ? 'all pods are ready' : undefined);
          await until('a pod that the restart has taken away', begun, { timeoutSeconds: 60, everySeconds: 0.1 });
          const serving = (await podsOf(component.dist)).find(({ metadata }) => metadata.uid === target.metadata.uid);
          if (!serving || !isReady(serving)) throw new Error(`the restart took ${target.metadata.name}, whose node the row was to cut off`);
          await context.adapter.nodeDown(nodeOf(target));
        },
        async repair(target) {
          await context.adapter.nodeUp(nodeOf(target));
          await restartComplete(component);
        },
        renew: component.level,
      });
      const result = judgeOutages(context, found, promise);
      const { lost, acknowledged } = await lostWrites(component, context.clients);
      return {
        ...result,
        passed: result.passed && (lost === 0 || !losesNothing),
        notes: [...(result.notes ?? []), `${lost} of ${acknowledged} acknowledged writes lost since the clients last moved to another node.`],
      };
    },
  }));
