import { kubectl } from '../../kubectl';
import { judgeOutages, repetitions } from '../../outages';
import { namespace, nodeOf } from '../../pods';
import type { Row } from '../../row';
import { component } from '../component';

// Planned work of an administrator.

const mostOutages = 2;
const restartPromise = { text: `at most ${mostOutages} outages of more than a second, none longer than 4 s`, maximum: 4 };
const drainPromise = { text: 'writes stop for at most 4 s', maximum: 4 };

export const rollingRestart: Row = {
  name: 'rolling-restart',
  title: 'Rolling restart',
  causes: 'kubectl rollout restart of the StatefulSet, until it is complete',
  promise: restartPromise,
  async run(context) {
    const found = await repetitions(context, {
      async cause() {
        await kubectl(['rollout', 'restart', `statefulset/${component}`, '-n', namespace]);
        await kubectl(['rollout', 'status', `statefulset/${component}`, '-n', namespace, '--timeout=280s'], { timeoutSeconds: 300 });
      },
    });
    const most = Math.max(...found.map((one) => one.count));
    const result = judgeOutages(context, found, restartPromise);
    const note = `Outages of more than a second in each restart: ${found.map((one) => one.count).join(', ')}.`;
    return {
      ...result,
      passed: result.passed && most <= mostOutages,
      measured: `${result.measured}; at most ${most} outages a restart`,
      notes: [...(result.notes ?? []), note],
    };
  },
};

export const drain: Row = {
  name: 'drain',
  title: "The primary's node is drained",
  causes: "kubectl drain of the primary's node; uncordoned afterwards",
  promise: drainPromise,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        nodeLeaves: true,
        cause: async (target) => {
          const options = ['--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=180s'];
          await kubectl(['drain', nodeOf(target), ...options], { timeoutSeconds: 200 });
        },
        repair: async (target) => void (await kubectl(['uncordon', nodeOf(target)])),
      }),
      drainPromise,
    ),
};
