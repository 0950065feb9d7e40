import fc from 'fast-check';
import {
  type ComponentArbitrary,
  mostly,
  of,
  optional,
  quantity,
  record,
  resources,
  secretKey,
  wrongId,
  wrongNumber,
  wrongText,
} from '../kubernetes/arbitraries';
import { RedisCluster } from './redis-cluster';
import type { RedisClusterProps } from './schema';

/** Props that keep all rules; checks.test.ts breaks the rules one at a time. */
const props = record<RedisClusterProps>({
  shards: mostly(of(3, 4, 50), wrongNumber),
  retiringPods: optional(mostly(of(0, 2), wrongNumber)),
  replicasPerShard: mostly(of(1, 2, 5), wrongNumber),
  password: optional(secretKey('redis', 'sessions')),
  storage: quantity('3Gi', '100Gi'),
  resources,
  nodeTimeoutMilliseconds: optional(mostly(of(1000, 5000, 60_000), wrongNumber)),
  maxmemoryPolicy: optional(mostly(of('noeviction', 'allkeys-lru', 'volatile-ttl'), of('lru' as 'noeviction'))),
  appendFsync: optional(mostly(of('everysec', 'always'), of('no' as 'always'))),
  minReplicasToWrite: optional(mostly(of(0, 1), wrongNumber)),
  images: optional(record({ redis: record({ tag: mostly(of('7.0.0', '7.2.4-alpine'), fc.oneof(of('a/b', 'a:b'), wrongText)) }) })),
});

export const arbitrary: ComponentArbitrary<RedisClusterProps> = {
  weight: 1,
  id: mostly(of('redis', 'cache', 'd'.repeat(35)), fc.oneof(of('d'.repeat(46), 'db-ro'), wrongId)),
  props,
  make: (scope, id, given) => new RedisCluster(scope, id, given),
};
