import type { V1LifecycleHandler } from '@kubernetes/client-node';
import { workloadsOf } from './manifests';
import { definePolicy, show } from './policy';

/** Seconds that the program itself gets to stop after its hook, at least. */
const margin = 5;
/** What the API server sets where nothing is said. */
const defaultGrace = 30;

export const graceCoversPreStop = definePolicy(
  'grace-covers-prestop',
  'The grace period runs while preStop does, and when it ends the program is killed, whatever it was about to write.',
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
              message: `preStop ${show(hook)} states no bound in whole seconds`,
              fix: 'use preStop(seconds, ...command): the last argument is the bound that the script keeps to',
            },
          ];
        }
        if (grace >= bound + margin) return [];
        return [
          {
            where,
            message: `preStop may take ${bound} s, and terminationGracePeriodSeconds is ${grace}`,
            fix: `raise it to ${bound + margin} at least: the program needs ${margin} s after the hook`,
          },
        ];
      });
    }),
);

/** By convention (`preStop()` of the ground floor) the last argument of the command; an HTTP hook has no bound. */
function boundOf({ exec, sleep }: V1LifecycleHandler): number | undefined {
  if (sleep) return sleep.seconds;
  const last = exec?.command?.at(-1) ?? '';
  return /^[0-9]+$/.test(last) ? Number(last) : undefined;
}
