import { onlyWithGrace } from '../../monitor-grace';
import { judgeOutages, repetitions } from '../../outages';
import { containerOf, nodeOf } from '../../pods';
import type { Row } from '../../row';
import type { Pod } from '../../shapes';
import { redisContainer } from '../component';
import { deletePod, renewRestarted } from '../faults';

// Faults of one master: a replica takes over.

const within10 = { text: 'no slot is unavailable for more than 10 s', maximum: 10 };
const within1 = { text: 'no slot is unavailable for more than 1 s', maximum: 1 };

export const masterKilled: Row = {
  name: 'redis-master-killed',
  title: "A master's container is killed",
  causes:
    "SIGKILL of the container's first process from outside, as when it runs out of memory; another shard each time; the container had not crashed in the ten minutes before (Kubernetes delays a second restart by 10 s)",
  promise: within10,
  async run(context) {
    await renewRestarted();
    const cause = (pod: Pod) => context.adapter.killContainer(containerOf(pod, redisContainer));
    return judgeOutages(context, await repetitions(context, { cause, renew: renewRestarted }), within10);
  },
};

export const masterDeleted: Row = {
  name: 'redis-master-deleted',
  title: 'A master is deleted',
  causes: "a master's pod is deleted (kubectl delete pod), as by an eviction; another shard each time",
  promise: within1,
  run: async (context) => judgeOutages(context, await repetitions(context, { cause: deletePod }), within1),
};

const nodeLossWith = (name: string, grace: string): Row => ({
  name,
  title: `A master's node is cut off (grace ${grace})`,
  causes: `a master's node, which also runs a replica of another shard, loses power and network at once; node-monitor grace period ${grace}`,
  promise: within10,
  notHere: onlyWithGrace(grace),
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        nodeLeaves: true,
        cause: (target) => context.adapter.nodeDown(nodeOf(target)),
        repair: (target) => context.adapter.nodeUp(nodeOf(target)),
      }),
      within10,
    ),
});

/** The test cluster's own grace period. */
export const nodeLoss = nodeLossWith('redis-node-loss', '20s');

/** The default grace period of Kubernetes since 1.32. */
export const nodeLossGrace50 = nodeLossWith('redis-node-loss-grace-50', '50s');
