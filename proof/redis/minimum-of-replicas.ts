import type { InDist } from '../in-dist';
import { podsOf } from '../pods';
import { redisCli } from './component';

// min-replicas-to-write, which a row changes in the running servers; a restarted server has the value of its configuration.

const directive = 'min-replicas-to-write';

export async function setMinimumOfReplicas(dist: InDist, value: number): Promise<void> {
  await Promise.all((await podsOf(dist)).map((pod) => redisCli(pod, 'config', 'set', directive, String(value))));
}

/** Restores the value of the configuration. */
export async function restoreMinimumOfReplicas(dist: InDist): Promise<void> {
  const line = new RegExp(`^${directive} (\\d+)$`, 'm').exec(Object.values(dist.configuration()).join('\n'));
  await setMinimumOfReplicas(dist, Number(line?.[1] ?? 0));
}
