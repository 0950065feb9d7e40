import { deletePod } from '../../faults';
import type { InDist } from '../../in-dist';
import { kubectl } from '../../kubectl';
import { seconds } from '../../measurement';
import { podNamed } from '../../pods';
import type { Row } from '../../row';
import { secondsSince, until } from '../../wait';
import { shardsNow } from '../component';
import type { Numbers } from '../resized';
import { longestOutage, measureSteps, step } from '../resizing';

const promise = { text: `no slot is unavailable for more than ${longestOutage} s, and no acknowledged write is lost`, maximum: longestOutage };

export const scaled: Row = {
  name: 'scaled',
  title: 'One shard more, and back',
  causes:
    'shards is raised by one, then lowered again with the pods of one shard retiring, then these pods are removed, while clients write to every shard',
  promise,
  run: (context) =>
    measureSteps(context, async (start) => {
      const up = await step(context, 'One shard more', { ...start, shards: start.shards + 1 });
      const emptied = await step(context, 'Its pods emptied', { ...start, retiringPods: 1 + start.replicasPerShard });
      await kubectl(['delete', 'job', '-n', context.component.dist.namespace, '-l', 'app.kubernetes.io/name=redis-shards']);
      return [up, emptied, await step(context, 'Without them whole', start)];
    }),
};

/** Deletes the master of the first shard, and waits until another pod is its master. */
async function deleteFirstMaster(dist: InDist): Promise<void> {
  const masterNow = async () => (await shardsNow(dist))[0]?.master.pod ?? '';
  const before = await masterNow();
  await deletePod(await podNamed(dist, before));
  await until('another master of the first shard', async () => ((await masterNow()) === before ? `${before} is still the master` : undefined), {
    timeoutSeconds: 60,
  });
}

const oneMore = (numbers: Numbers): Numbers => ({ ...numbers, replicasPerShard: numbers.replicasPerShard + 1 });

export const moreReplicas: Row = {
  name: 'more-replicas',
  title: 'One replica more per shard',
  causes:
    'replicasPerShard is raised by one while clients write to every shard; then a master is deleted, and as soon as one of its replicas has taken over, that pod too',
  promise,
  run: (context) =>
    measureSteps(context, async (start) => {
      const up = await step(context, 'One replica more', oneMore(start));
      const from = Date.now();
      await deleteFirstMaster(context.component.dist);
      await deleteFirstMaster(context.component.dist);
      return [up, `The third master of the shard served ${seconds(secondsSince(from))} after the first deletion.`];
    }),
};

export const fewerReplicas: Row = {
  name: 'fewer-replicas',
  title: 'One replica less per shard',
  causes:
    'replicasPerShard was raised by one; it is lowered again with as many retiring pods, then these pods are removed, while clients write to every shard',
  promise,
  run: (context) =>
    measureSteps(context, async (start) => {
      const up = await step(context, 'One replica more', oneMore(start));
      const spare = await step(context, 'Its pods spare', { ...start, retiringPods: start.shards });
      return [up, spare, await step(context, 'Without them whole', start)];
    }),
};
