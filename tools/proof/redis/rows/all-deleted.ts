import { judge, seconds } from '../../measurement';
import { eachClientOver, repetitions } from '../../outages';
import type { Row } from '../../row';
import { secondsSince } from '../../wait';
import { waitWhole } from '../component';
import { deleteAllPods } from '../faults';
import { lostWrites } from '../lost-writes';

const promise = { text: 'whole again within 30 s: every pod sees the same whole cluster, and every shard takes writes', maximum: 30 };

export const allDeleted: Row = {
  name: 'redis-all-deleted',
  title: 'All pods are deleted at once',
  causes: 'all six pods are deleted in one command; none comes back with its address',
  promise,
  async run(context) {
    const whole: number[] = [];
    const found = await repetitions(context, {
      async cause() {
        const start = Date.now();
        await deleteAllPods();
        await waitWhole();
        whole.push(secondsSince(start));
      },
    });
    const { lost, acknowledged } = await lostWrites(context.clients);
    const values = found.map((one, index) => Math.max(one.outage, whole[index] ?? 0));
    return {
      ...judge(values, promise),
      notes: [
        `${eachClientOver(found)}. Every pod saw a whole cluster after ${whole.map(seconds).join(', ')}.`,
        `${lost} of ${acknowledged.length} acknowledged writes lost.`,
      ],
    };
  },
};
