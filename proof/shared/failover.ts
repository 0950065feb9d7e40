import { deletePod, renewRestarted } from '../faults';
import type { Promised } from '../measurement';
import { judgeOutages, repetitions } from '../outages';
import { containerOf } from '../pods';
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
