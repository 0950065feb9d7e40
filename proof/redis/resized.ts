import type { Manifest } from '../../model';
import { isPartOf } from '../manifests';
import { component } from './component';

/** Sizes that a platform engineer changes: those of `RedisClusterProps`. */
export interface Numbers {
  readonly shards: number;
  readonly replicasPerShard: number;
  readonly retiringPods: number;
}

const job = new RegExp(`${component}-shards-[0-9a-f]{8}`, 'g');

/** The Job's name, from the numbers; the construct derives it from the Job's content. */
export const jobOf = ({ shards, retiringPods }: Numbers): string => `${component}-shards-${shards}-${retiringPods}`;

/** The component's manifests as the construct renders them for other numbers, except the Job's name; a test compares the two. */
export function resized(manifests: readonly Manifest[], numbers: Numbers): Manifest[] {
  const { shards, replicasPerShard, retiringPods } = numbers;
  const kept = shards * (1 + replicasPerShard);
  const own = manifests.filter(({ metadata }) => isPartOf(component, metadata.labels?.['app.kubernetes.io/instance']));
  return own.map((manifest) => {
    const copy = JSON.parse(JSON.stringify(manifest).replaceAll(job, jobOf(numbers))) as Manifest;
    if (copy.kind === 'StatefulSet' && copy.spec) Object.assign(copy.spec, { replicas: kept + retiringPods });
    if (copy.data?.size) Object.assign(copy.data, { size: `PODS=${kept + retiringPods}\nSHARDS=${shards}\nKEPT=${kept}\n` });
    for (const container of copy.kind === 'Job' ? (copy.spec?.template?.spec?.containers ?? []) : [])
      container.command = [...(container.command ?? []).slice(0, -1), String(shards)];
    return copy;
  });
}
