import type { Measurement } from '../../measurement';
import { onlyWithGrace } from '../../monitor-grace';
import { judgeOutages, repetitions } from '../../outages';
import { nodeOf } from '../../pods';
import type { Row, RowContext } from '../../row';
import { until } from '../../wait';
import { databasePods, primaries } from '../component';

const promise = { text: 'writes stop for a median of at most 25 s and never for more than 30 s', median: 25, maximum: 30 };

async function run(context: RowContext): Promise<Measurement> {
  const found = await repetitions(context, {
    nodeLeaves: true,
    async cause(target) {
      await context.adapter.nodeDown(nodeOf(target));
      const another = async () => {
        const [pod, stale] = primaries(await databasePods());
        return pod && !stale && pod.metadata.uid !== target.metadata.uid
          ? undefined
          : `role=primary on ${pod?.metadata.name ?? 'no pod'} ${stale ? 'and another' : ''}`;
      };
      await until('another primary, and no label on the lost one', another, { timeoutSeconds: 90 });
    },
    repair: async (target) => context.adapter.nodeUp(nodeOf(target)),
  });
  return judgeOutages(context, found, promise);
}

const row = (name: string, grace: string): Row => ({
  name,
  title: `The primary's node is cut off (grace ${grace})`,
  causes: `the primary's node loses power and network at once; node-monitor grace period ${grace}`,
  promise,
  notHere: onlyWithGrace(grace),
  run,
});

/** The test cluster's own grace period. */
export const nodeLoss = row('node-loss', '20s');

/** The default grace period of Kubernetes since 1.32. */
export const nodeLossGrace50 = row('node-loss-grace-50', '50s');
