import { forgetDeployment } from '../deployment';
import type { InDist } from '../in-dist';
import { apply, kubectl } from '../kubectl';
import { lostWrites } from '../lost';
import { type Measurement, seconds } from '../measurement';
import { measure, startClients } from '../outages';
import type { RowContext } from '../row';
import { secondsSince, until } from '../wait';
import { shardsNow, sizeOf, waitWhole } from './component';
import { jobOf, type Numbers, resized } from './resized';

// What rows share that change the numbers of shards and replicas while clients write.

const patience = 400; // seconds: pods see a changed ConfigMap after up to two minutes

/** The numbers in dist. */
export function numbersOf(dist: InDist): Numbers {
  const { pods, shards } = sizeOf(dist);
  return { shards, replicasPerShard: pods / shards - 1, retiringPods: 0 };
}

/** In seconds. */
export const longestOutage = 1;

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

/** Applies other numbers, and waits until they are reached. @returns a note */
export async function step({ component, deployment, say }: RowContext, title: string, numbers: Numbers): Promise<string> {
  const { dist, id } = component;
  const from = Date.now();
  await apply(resized(id, deployment.manifests, numbers));
  await kubectl(['wait', '-n', dist.namespace, `job/${jobOf(id, numbers)}`, '--for=condition=complete', `--timeout=${patience}s`], {
    timeoutSeconds: patience + 10,
  });
  if (numbers.retiringPods > 0) await until('retiring pods that can be removed', () => stillNeeded(dist, numbers), { timeoutSeconds: patience });
  else await waitWhole(dist, patience, { pods: numbers.shards * (1 + numbers.replicasPerShard), shards: numbers.shards });
  const note = `${title} after ${seconds(secondsSince(from))}.`;
  say(note);
  return note;
}

/** Measures steps while clients write. @param steps from the numbers in dist; returns notes */
export async function measureSteps(context: RowContext, steps: (start: Numbers) => Promise<readonly string[]>): Promise<Measurement> {
  const { clients, component } = context;
  await forgetDeployment(component.dist.namespace); // the owners of slots change, so the next row starts from nothing
  await startClients(context, 'write');
  await clients.flowing(1);
  const from = Date.now();
  const notes = await steps(numbersOf(component.dist));
  await clients.flowing(2);
  const { outage } = measure(clients.running, from, Date.now());
  const { lost, acknowledged } = await lostWrites(component, clients);
  return {
    passed: outage <= longestOutage && lost === 0,
    measured: `slots unavailable for at most ${seconds(outage)}; ${lost} of ${acknowledged} acknowledged writes lost`,
    repetitions: 1,
    notes: [notes.join(' ')],
  };
}
