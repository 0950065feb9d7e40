import { judge, seconds } from '../../measurement';
import { eachClientOver, repetitions } from '../../outages';
import type { Row } from '../../row';
import { secondsSince } from '../../wait';
import { redisPods, waitWhole } from '../component';
import { deleteAllPods } from '../faults';
import { lostWrites } from '../lost-writes';

const promise = { text: 'whole again within 30 s: every pod sees the same whole cluster, and every shard accepts writes', maximum: 30 };

/** The addresses of all pods, each with its pod: an address that another pod had before counts as new. */
const addresses = async (): Promise<ReadonlySet<string>> =>
  new Set((await redisPods()).map(({ metadata, status }) => `${metadata.name} ${status.podIP}`));

export const allDeleted: Row = {
  name: 'redis-all-deleted',
  title: 'All pods are deleted at once',
  causes: 'all six pods are deleted in one command and return with other addresses',
  promise,
  async run(context) {
    const whole: number[] = [];
    let kept = 0;
    const found = await repetitions(context, {
      async cause() {
        const before = await addresses();
        const start = Date.now();
        await deleteAllPods();
        await waitWhole();
        whole.push(secondsSince(start));
        kept += [...(await addresses())].filter((address) => before.has(address)).length;
      },
    });
    const { lost, acknowledged } = await lostWrites(context.clients);
    const values = found.map((one, index) => Math.max(one.outage, whole[index] ?? 0));
    return {
      ...judge(values, promise),
      notes: [
        `${kept === 0 ? 'No address' : `${kept} addresses`} stayed the same after a deletion.`,
        `${eachClientOver(found)}. Every pod saw a whole cluster after ${whole.map(seconds).join(', ')}.`,
        `${lost} of ${acknowledged.length} acknowledged writes lost.`,
      ],
    };
  },
};
