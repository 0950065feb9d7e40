import type { Manifest } from '../../model';
import { isPartOf } from '../manifests';

/** Sizes that a platform engineer changes: those of `RedisClusterProps`. */
export interface Numbers {
  readonly shards: number;
  readonly replicasPerShard: number;
  readonly retiringPods: number;
}

/** The Job's name, from the numbers; the construct derives it from the Job's content. */
export const jobOf = (id: string, { shards, retiringPods }: Numbers): string => `${id}-shards-${shards}-${retiringPods}`;

/** The component's manifests as the construct renders them for other numbers, except the Job's name; a test compares the two. */
export function resized(id: string, manifests: readonly Manifest[], numbers: Numbers): Manifest[] {
  const job = new RegExp(`${id}-shards-[0-9a-f]{8}`, 'g');
  const { shards, replicasPerShard, retiringPods } = numbers;
  const kept = shards * (1 + replicasPerShard);
  const own = manifests.filter(({ metadata }) => isPartOf(id, metadata.labels?.['app.kubernetes.io/instance']));
  return own.map((manifest) => {
    const copy = JSON.parse(JSON.stringify(manifest).replaceAll(job, jobOf(id, numbers))) as Manifest;
    if (copy.kind === 'StatefulSet' && copy.spec) Object.assign(copy.spec, { replicas: kept + retiringPods });
    if (copy.data?.size) Object.assign(copy.data, { size: `PODS=${kept + retiringPods}\nSHARDS=${shards}\nKEPT=${kept}\n` });
    for (const container of copy.kind === 'Job' ? (copy.spec?.template?.spec?.containers ?? []) : [])
      container.command = [...(container.command ?? []).slice(0, -1), String(shards)];
    return copy;
  });
}
