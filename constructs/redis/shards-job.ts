import { join } from 'node:path';
import { Construct } from 'constructs';
import {
  checksum,
  connect,
  dataOf,
  type Endpoint,
  fileOf,
  images,
  k8s,
  pod,
  reference,
  resourceRequirements,
  restricted,
  Workload,
} from '../kubernetes';
import type { RedisClusterValues } from './endpoints';
import type { Resolved } from './resolve';

interface ShardsJobProps extends Pick<Resolved, 'shards' | 'images' | 'pod'> {
  readonly cluster: Endpoint<RedisClusterValues>;
}

const script = fileOf(join(__dirname, 'scripts', 'shards.sh'), 'restart');

/** The id of the Job's component names its content, because a Job runs once and cannot be changed. */
export const shardsJobId = ({ shards, retiringPods, images: { redis } = {} }: Resolved): string =>
  `shards-${checksum(JSON.stringify([script.text, shards, retiringPods, reference(images.redis, redis)])).slice(0, 8)}`;

/** Moves slots, once for each number of shards. */
export class ShardsJob extends Construct {
  constructor(scope: Construct, id: string, { cluster, shards, images: { redis } = {}, pod: settings }: ShardsJobProps) {
    super(scope, id);
    const workload = new Workload(this, {
      name: 'redis-shards',
      component: 'cache',
      connections: [connect(cluster, (redis) => ({ REDIS_HOST: redis.host, REDISCLI_AUTH: redis.password }))],
      settings: { pod: settings },
    });
    const metadata = { labels: workload.labels };
    new k8s.KubeConfigMap(this, 'ConfigMap', { metadata, data: dataOf([script]) });
    new k8s.KubeJob(this, 'Job', {
      metadata,
      spec: {
        backoffLimit: 20,
        template: pod({
          workload,
          uid: images.redis.uid,
          gid: images.redis.gid,
          restartPolicy: 'OnFailure',
          terminationGracePeriodSeconds: 5,
          containers: [
            {
              name: 'shards',
              image: reference(images.redis, redis),
              command: ['/bin/sh', '/etc/ballast/shards.sh', String(shards)],
              env: workload.variables(),
              resources: resourceRequirements({ cpu: '20m', memory: '64Mi' }),
              securityContext: restricted(),
              volumeMounts: [{ name: 'files', mountPath: '/etc/ballast', readOnly: true }],
            },
          ],
          volumes: [{ name: 'files', configMap: { name: workload.instance } }],
        }),
      },
    });
  }
}
