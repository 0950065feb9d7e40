import { kubectl } from '../../kubectl';
import { judgeOutages, repetitions } from '../../outages';
import { namespace, nodeOf } from '../../pods';
import type { Row } from '../../row';
import { component } from '../component';
import { levelPods } from '../faults';

// Planned work of an administrator.

const promise = { text: 'no slot is unavailable for more than 1 s', maximum: 1 };

export const rollingRestart: Row = {
  name: 'redis-rolling-restart',
  title: 'Rolling restart',
  causes: 'kubectl rollout restart of the StatefulSet, until it is complete',
  promise,
  async run(context) {
    const found = await repetitions(context, {
      async cause() {
        await kubectl(['rollout', 'restart', `statefulset/${component}`, '-n', namespace]);
        await kubectl(['rollout', 'status', `statefulset/${component}`, '-n', namespace, '--timeout=580s'], { timeoutSeconds: 600 });
      },
    });
    return judgeOutages(context, found, promise);
  },
};

export const drain: Row = {
  name: 'redis-drain',
  title: "A master's node is drained",
  causes: "kubectl drain of a master's node; uncordoned afterwards",
  promise,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        nodeLeaves: true,
        async cause(target) {
          const options = ['--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=180s'];
          await kubectl(['drain', nodeOf(target), ...options], { timeoutSeconds: 200 });
        },
        repair: async (target) => void (await kubectl(['uncordon', nodeOf(target)])),
        renew: levelPods,
      }),
      promise,
    ),
};
