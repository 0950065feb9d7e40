import { forgetDeployment } from '../../deployment';
import type { InDist } from '../../in-dist';
import { apply, kubectl } from '../../kubectl';
import { lostWrites } from '../../lost';
import { type Measurement, seconds } from '../../measurement';
import { measure, startClients } from '../../outages';
import type { Row, RowContext } from '../../row';
import { secondsSince, until } from '../../wait';
import { shardsNow, sizeOf, waitWhole } from '../component';
import { jobOf, type Numbers, resized } from '../resized';

const longest = 1;
const patience = 400; // seconds: pods see a changed ConfigMap after up to two minutes

/** The numbers in dist. */
function numbersOf(dist: InDist): Numbers {
  const { pods, shards } = sizeOf(dist);
  return { shards, replicasPerShard: pods / shards - 1, retiringPods: 0 };
}

const ordinalOf = (pod: string): number => Number(pod.slice(pod.lastIndexOf('-') + 1));

/** Why the retiring pods cannot be removed yet. */
async function stillNeeded(dist: InDist, { shards, replicasPerShard }: Numbers): Promise<string | undefined> {
  const found = await shardsNow(dist);
  if (found.length !== shards) return `${found.length} masters have slots, not ${shards}`;
  const stays = ({ pod }: { readonly pod: string }) => ordinalOf(pod) < shards * (1 + replicasPerShard);
  const held = found.find(({ master }) => !stays(master));
  if (held) return `${held.master.pod} is still a master`;
  const lonely = found.find(({ replicas }) => replicas.filter(stays).length < replicasPerShard);
  return lonely && `${lonely.master.pod} has no replica that stays`;
}

async function step({ component, deployment, say }: RowContext, title: string, numbers: Numbers): Promise<number> {
  const { dist, id } = component;
  const from = Date.now();
  await apply(resized(id, deployment.manifests, numbers));
  await kubectl(['wait', '-n', dist.namespace, `job/${jobOf(id, numbers)}`, '--for=condition=complete', `--timeout=${patience}s`], {
    timeoutSeconds: patience + 10,
  });
  if (numbers.retiringPods > 0) await until('retiring pods that can be removed', () => stillNeeded(dist, numbers), { timeoutSeconds: patience });
  else await waitWhole(dist, patience, { pods: numbers.shards * (1 + numbers.replicasPerShard), shards: numbers.shards });
  const took = secondsSince(from);
  say(`${title} after ${seconds(took)}`);
  return took;
}

async function prove(context: RowContext): Promise<Measurement> {
  const { clients, component } = context;
  await startClients(context, 'write');
  await clients.flowing(1);
  const start = numbersOf(component.dist);
  const from = Date.now();
  const up = await step(context, 'one shard more', { ...start, shards: start.shards + 1 });
  const emptied = await step(context, 'its pods emptied', { ...start, retiringPods: 1 + start.replicasPerShard });
  await kubectl(['delete', 'job', '-n', component.dist.namespace, '-l', 'app.kubernetes.io/name=redis-shards']);
  const down = await step(context, 'without them', start);
  await clients.flowing(2);
  const { outage } = measure(clients.running, from, Date.now());
  const { lost, acknowledged } = await lostWrites(component, clients);
  return {
    passed: outage <= longest && lost === 0,
    measured: `slots unavailable for at most ${seconds(outage)}; ${lost} of ${acknowledged} acknowledged writes lost`,
    repetitions: 1,
    notes: [`One shard more after ${seconds(up)}; its pods emptied after ${seconds(emptied)}; without them whole after ${seconds(down)}.`],
  };
}

export const scaled: Row = {
  name: 'scaled',
  title: 'One shard more, and back',
  causes:
    'shards is raised by one, then lowered again with the pods of one shard retiring, then these pods are removed, while clients write to every shard',
  promise: { text: `no slot is unavailable for more than ${longest} s, and no acknowledged write is lost`, maximum: longest },
  async run(context) {
    await forgetDeployment(context.component.dist.namespace); // the owners of slots have changed, so the next row starts from nothing
    return prove(context);
  },
};
