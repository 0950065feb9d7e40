import { join } from 'node:path';
import { clientPoliciesTo } from '../client-manifests';
import { bundled, nodeProgram } from '../client-programs';
import type { ProvenComponent } from '../proven-component';
import { component, masterFor, notHealthy, redisContainer, redisSelector, shardOf, waitHealthy } from './component';
import { levelPods } from './faults';
import { restoreMinimumOfReplicas } from './minimum-of-replicas';
import { removeSecond } from './second-cluster';

export const redis: ProvenComponent = {
  name: component,
  introduction: `Redis Cluster: three masters, each with a replica. The client is ioredis with the settings of
[settings.ts](../proof/redis/clients/settings.ts) and the host, port and password of the component's endpoint. It runs one loop of attempts for each shard, so
an outage is the longest time in which any third of the slots was not served.`,
  programs: () => ({ ioredis: nodeProgram('ioredis.js') }),
  programFiles: async () => ({ 'ioredis.js': await bundled(join(__dirname, 'clients', 'ioredis.ts')) }),
  variables: ['REDIS_HOST', 'REDIS_PORT', 'REDIS_PASSWORD'],
  clientPolicies: clientPoliciesTo({ redis: redisSelector }, 6379),
  pods: [redisSelector],
  versions: {
    [redisContainer]: 'redis-server --version | cut -d " " -f 1-3',
    keeper: 'redis-server --version | cut -d " " -f 1-3',
    exporter: '{ redis_exporter --version || prometheus-redis-exporter --version; } 2>&1 | grep -i version | head -n 1',
  },
  notHealthy,
  waitHealthy,
  async restore() {
    await removeSecond();
    await restoreMinimumOfReplicas();
    await levelPods();
  },
  target: masterFor,
  async servedBy(target) {
    const { master } = await shardOf(target);
    return `${master.pod} in epoch ${master.epoch}`;
  },
  takenOver: "the shard's master or its epoch",
};
