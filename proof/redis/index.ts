import { join } from 'node:path';
import { nodeProgram } from '../client-programs';
import { levelPods } from '../faults';
import { inDist } from '../in-dist';
import { type ComponentUnderProof, type ProvenComponent, provenComponent } from '../proven-component';
import { masterFor, notHealthy, redisContainer, shardOf, sizeOf, waitWhole } from './component';
import { restoreMinimumOfReplicas } from './minimum-of-replicas';
import { removeSecond } from './second-cluster';

/** A RedisCluster under proof. */
export function redis(of: ComponentUnderProof, dist = inDist(of)): ProvenComponent {
  const level = () => levelPods({ dist }, () => waitWhole(dist));
  return provenComponent('redis', of, dist, {
    introduction: `Redis Cluster. The client is ioredis with the settings of [settings.ts](../../proof/redis/clients/settings.ts) and the host, port, user and password
of the component's endpoint. It runs one loop of attempts for each shard, so an outage is the longest time in which the slots of a shard were not served.`,
    targetName: 'a master',
    container: redisContainer,
    parts: { redis: { workload: of.id, port: 6379, others: [16379, 9121] } },
    versions: {
      [redisContainer]: 'redis-server --version | cut -d " " -f 1-3',
      keeper: 'redis-server --version | cut -d " " -f 1-3',
      exporter: '{ redis_exporter --version || prometheus-redis-exporter --version; } 2>&1 | grep -i version | head -n 1',
    },
    programs: () => ({ ioredis: nodeProgram(join(__dirname, 'clients', 'ioredis.ts')) }),
    variables: ['REDIS_HOST', 'REDIS_PORT', 'REDIS_USERNAME', 'REDIS_PASSWORD'],
    clientVariables: () => ({ PROOF_SHARDS: String(sizeOf(dist).shards) }),
    notHealthy: () => notHealthy(dist),
    async restore() {
      await removeSecond(dist);
      await restoreMinimumOfReplicas(dist);
      await level();
    },
    target: (repetition) => masterFor(dist, repetition),
    async servedBy(target) {
      const { master } = await shardOf(target);
      return `${master.pod} in epoch ${master.epoch}`;
    },
    takenOver: "the shard's master or its epoch",
    stored: { client: 'ioredis', arguments: (runs) => ['stored', ...runs] },
    level,
  });
}
