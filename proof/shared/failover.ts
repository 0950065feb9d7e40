import { deletePod, renewRestarted } from '../faults';
import type { Promised } from '../measurement';
import { onlyWithGrace } from '../monitor-grace';
import { judgeOutages, repetitions } from '../outages';
import { containerOf, nodeOf } from '../pods';
import { type ProvenComponent, roleOf, sentence } from '../proven-component';
import type { Row } from '../row';
import type { Pod } from '../shapes';

// Faults of one server that accepts writes.

export interface FaultOptions {
  readonly promise: Promised;
  /** Added to the description of the fault. */
  readonly causes?: string;
}

/** Joins parts of a description. */
export const causesOf = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('; ');

export const podDeleted = (component: ProvenComponent, { promise, causes }: FaultOptions): Row => ({
  name: `${roleOf(component)}-deleted`,
  title: `${sentence(component.targetName)} is deleted`,
  causes: causesOf(`${component.targetName}'s pod is deleted (kubectl delete pod), as by an eviction`, causes),
  promise,
  run: async (context) => judgeOutages(context, await repetitions(context, { cause: deletePod }), promise),
});

export const containerKilled = (component: ProvenComponent, { promise, causes }: FaultOptions): Row => ({
  name: 'container-killed',
  title: `${sentence(component.targetName)}'s container is killed`,
  causes: causesOf(
    "SIGKILL of the container's first process from outside, as when it runs out of memory",
    causes,
    'the container had not crashed in the ten minutes before (Kubernetes delays a second restart by 10 s)',
  ),
  promise,
  async run(context) {
    const renew = () => renewRestarted(component);
    await renew();
    const cause = (pod: Pod) => context.adapter.killContainer(containerOf(pod, component.container));
    return judgeOutages(context, await repetitions(context, { cause, renew }), promise);
  },
});

/** The default grace period of Kubernetes since 1.32 is 50 s; the test cluster's own is 20 s. */
const graces = [
  { grace: '20s', suffix: '' },
  { grace: '50s', suffix: '-grace-50' },
] as const;

interface NodeLossOptions extends FaultOptions {
  /** Waits for what must happen while the node is off. */
  meanwhile?(lost: Pod): Promise<void>;
}

/** A row for each grace period. The cluster's DNS stays where it is: one of its servers may go with the node, as it may in production. */
export const nodeLoss = (component: ProvenComponent, { promise, causes, meanwhile }: NodeLossOptions): readonly Row[] =>
  graces.map(({ grace, suffix }) => ({
    name: `node-loss${suffix}`,
    title: `${sentence(component.targetName)}'s node is cut off (grace ${grace})`,
    causes: causesOf(`${component.targetName}'s node loses power and network at once`, causes, `node-monitor grace period ${grace}`),
    promise,
    notHere: onlyWithGrace(grace),
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
