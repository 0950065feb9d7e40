import { nodes } from '../../cluster';
import { deletePodsByForce } from '../../faults';
import { kubectl } from '../../kubectl';
import { judgeOutages, repetitions } from '../../outages';
import { containerOf } from '../../pods';
import type { Row, RowContext } from '../../row';
import { sleep, until } from '../../wait';
import { databaseContainer, replicas } from '../component';

const promise = { text: 'reads never stop for more than 3 s', maximum: 3 };
const hang = 8;
const hold = 15;

export const readsPrimaryDown: Row = {
  name: 'reads-primary-down',
  title: 'Reads with the primary down',
  causes: `the primary's processes are frozen for ${hang} s, then its pod is deleted by force`,
  promise,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        mode: 'read',
        async cause(target) {
          await context.adapter.freezeProcesses(containerOf(target, databaseContainer));
          await sleep(hang);
          await deletePodsByForce([target]);
        },
      }),
      promise,
    ),
};

/** Why the last read of some client's loop did not come from a replica, or from the primary. */
const answeredBy =
  ({ clients }: RowContext, replica: boolean) =>
  async () => {
    const last = clients.running.flatMap((client) =>
      [...client.successes().keys()].map((loop) => ({
        title: client.title(loop),
        read: client.attempts.findLast((attempt) => attempt.ok && (attempt.loop ?? '') === loop),
      })),
    );
    const other = last.find(({ read }) => read?.facts?.replica !== replica);
    return other ? `${other.title} does not read from ${replica ? 'a replica' : 'the primary'}` : undefined;
  };

export const readsReplicasDown: Row = {
  name: 'reads-replicas-down',
  title: 'Reads with all replicas down, and after their return',
  causes: `all replicas are deleted by force and kept away for ${hold} s by cordoned nodes; then they may return`,
  promise: { ...promise, text: `${promise.text}; the primary serves reads meanwhile, and sessions return to the replicas` },
  async run(context) {
    const names = (await nodes()).map((node) => node.metadata.name);
    const found = await repetitions(context, {
      mode: 'read',
      async cause() {
        await kubectl(['cordon', ...names]);
        await deletePodsByForce(await replicas(context.component.dist));
        await sleep(hold);
        await until('reads from the primary', answeredBy(context, false), { timeoutSeconds: 15 });
      },
      async repair() {
        await kubectl(['uncordon', ...names]);
        await until('reads from the replicas again', answeredBy(context, true), { timeoutSeconds: 90 });
      },
    });
    return judgeOutages(context, found, promise);
  },
};
