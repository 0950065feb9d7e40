export type { PostgresValues } from './endpoints';
export { PostgresCluster } from './postgres-cluster';
export type { PatroniTiming, PostgresClusterProps, PostgresDatabase, ReplicatedTopology, StandaloneTopology, Synchronous } from './props';
