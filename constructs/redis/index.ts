export type { RedisClusterValues } from './endpoints';
export type { AppendFsync, MaxmemoryPolicy, RedisClusterProps } from './props';
export { RedisCluster } from './redis-cluster';
