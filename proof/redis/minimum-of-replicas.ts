import type { Manifest } from '../../model';
import { kubectlJson } from '../kubectl';
import { namespace } from '../pods';
import { component, redisCli, redisPods } from './component';

// min-replicas-to-write, which a row changes in the running servers; a restarted server has the value of its configuration.

const directive = 'min-replicas-to-write';

export async function setMinimumOfReplicas(value: number): Promise<void> {
  await Promise.all((await redisPods()).map(({ metadata }) => redisCli(metadata.name, 'config', 'set', directive, String(value))));
}

/** Restores the value of the configuration. */
export async function restoreMinimumOfReplicas(): Promise<void> {
  const found = await kubectlJson<Manifest>(['get', 'configmap', component, '-n', namespace]);
  const line = new RegExp(`^${directive} (\\d+)$`, 'm').exec(Object.values(found.data ?? {}).join('\n'));
  await setMinimumOfReplicas(Number(line?.[1] ?? 0));
}
