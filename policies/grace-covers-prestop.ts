import type { V1LifecycleHandler } from '@kubernetes/client-node';
import { workloadsOf } from './manifests';
import { definePolicy, show } from './policy';

/** Seconds that the program has at least to stop after its hook. */
const margin = 5;
/** The default of the API server, in seconds. */
const defaultGrace = 30;

export const graceCoversPreStop = definePolicy(
  'grace-covers-prestop',
  'The grace period includes preStop; when it ends, the kubelet kills the program, even in the middle of a write.',
  (model) =>
    workloadsOf(model).flatMap(({ template, containers }) => {
      const grace = template.spec.terminationGracePeriodSeconds ?? defaultGrace;
      return containers.flatMap(({ container, where }) => {
        const hook = container.lifecycle?.preStop;
        if (!hook) return [];
        const bound = boundOf(hook);
        if (bound === undefined) {
          return [
            {
              where,
              message: `preStop ${show(hook)} has no time limit in whole seconds`,
              fix: 'use preStop(seconds, ...command): the last argument is the time limit that the script keeps',
            },
          ];
        }
        if (grace >= bound + margin) return [];
        return [
          {
            where,
            message: `preStop may take ${bound} s, and terminationGracePeriodSeconds is ${grace}`,
            fix: `raise it to at least ${bound + margin}: the program needs ${margin} s after the hook`,
          },
        ];
      });
    }),
);

/** The time limit is the last argument of the command, by convention (`preStop()` of the ground floor). An HTTP hook has none. */
function boundOf({ exec, sleep }: V1LifecycleHandler): number | undefined {
  if (sleep) return sleep.seconds;
  const last = exec?.command?.at(-1) ?? '';
  return /^[0-9]+$/.test(last) ? Number(last) : undefined;
}
