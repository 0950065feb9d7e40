export type { RedisClusterValues } from './endpoints';
export { RedisCluster } from './redis-cluster';
export { type RedisClusterProps, redisClusterData } from './schema';
