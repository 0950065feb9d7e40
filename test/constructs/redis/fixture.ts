import { RedisCluster, type RedisClusterProps } from '../../../constructs/redis';
import type { Manifest, Model } from '../../../model';
import { manifest, renderIn } from '../fixture';

/** Only the required props. */
export const required: RedisClusterProps = { shards: 3, replicasPerShard: 1, storage: '10Gi', resources: { cpu: '500m', memory: '1Gi' } };

export const render = (props: Partial<RedisClusterProps> = {}, id = 'db'): Model =>
  renderIn((chart) => new RedisCluster(chart, id, { ...required, ...props }));

export const statefulSet = (props?: Partial<RedisClusterProps>): Manifest => manifest(render(props), 'StatefulSet/db');

export const podSpec = (props?: Partial<RedisClusterProps>): Manifest[string] => statefulSet(props).spec.template.spec;

export function containerOf(name: string, props?: Partial<RedisClusterProps>): Manifest[string] {
  const found = podSpec(props).containers.find((container: { name: string }) => container.name === name);
  if (!found) throw new Error(`there is no container ${name}`);
  return found;
}

/** The files of the ConfigMap. */
export const files = (props?: Partial<RedisClusterProps>): Readonly<Record<string, string>> => manifest(render(props), 'ConfigMap/db').data;

/** The value of a directive in redis.conf; none if it does not exist. */
export const directive = (name: string, props?: Partial<RedisClusterProps>): string | undefined =>
  new RegExp(`^${name} (.*)$`, 'm').exec(files(props)['redis.conf'] ?? '')?.[1];
