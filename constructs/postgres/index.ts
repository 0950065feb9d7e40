export type { PostgresValues } from './endpoints';
export { PostgresCluster } from './postgres-cluster';
export { type PostgresClusterProps, postgresData } from './schema';
