import { drainNodeOf, restartComplete, startRestart, uncordonNodeOf } from '../faults';
import type { Promised } from '../measurement';
import { judgeOutages, repetitions } from '../outages';
import { type ProvenComponent, sentence } from '../proven-component';
import type { Row } from '../row';

// Planned work of an administrator.

interface RestartOptions {
  readonly promise: Promised;
  /** How many outages of more than a second each restart may have. @default any number within the promise */
  readonly mostOutages?: number;
}

export const rollingRestart = (component: ProvenComponent, { promise, mostOutages }: RestartOptions): Row => ({
  name: 'rolling-restart',
  title: 'Rolling restart',
  causes: 'kubectl rollout restart of the StatefulSet, until it is complete',
  promise,
  async run(context) {
    const found = await repetitions(context, {
      async cause() {
        await startRestart(component);
        await restartComplete(component);
      },
    });
    const result = judgeOutages(context, found, promise);
    if (mostOutages === undefined) return result;
    const counts = found.map((one) => one.count);
    const most = Math.max(...counts);
    return {
      ...result,
      passed: result.passed && most <= mostOutages,
      measured: `${result.measured}; at most ${most} outages a restart`,
      notes: [...(result.notes ?? []), `Outages of more than a second in each restart: ${counts.join(', ')}.`],
    };
  },
});

export const drain = (component: ProvenComponent, { promise }: { readonly promise: Promised }): Row => ({
  name: 'drain',
  title: `${sentence(component.targetName)}'s node is drained`,
  causes: `kubectl drain of ${component.targetName}'s node; uncordoned afterwards`,
  promise,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        nodeLeaves: true,
        cause: drainNodeOf,
        repair: uncordonNodeOf,
        renew: component.level,
      }),
      promise,
    ),
});
