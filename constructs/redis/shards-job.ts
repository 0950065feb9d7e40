import { join } from 'node:path';
import type { Construct } from 'constructs';
import { ContentJob, connect, type Endpoint, fileOf, reference } from '../kubernetes';
import type { RedisClusterValues } from './endpoints';
import { images } from './images';
import type { Resolved } from './resolve';

/** Adds the Job that moves slots. It runs once for each number of shards. */
export const addShardsJob = (scope: Construct, props: Resolved, cluster: Endpoint<RedisClusterValues>): ContentJob =>
  new ContentJob(scope, 'shards', {
    name: 'redis-shards',
    component: 'cache',
    connections: [connect(cluster, (redis) => ({ REDIS_HOST: redis.host, REDISCLI_AUTH: props.passwords.keeper }))],
    settings: { pod: props.pod },
    files: [fileOf(join(__dirname, 'scripts', 'shards.sh'), 'restart')],
    args: [String(props.shards)],
    content: props.retiringPods,
    image: reference(props.images.redis),
    user: images.redis,
    resources: { cpu: '20m', memory: '64Mi' },
    retries: 20,
  });
