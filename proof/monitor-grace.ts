import type { ClusterUnderTest } from './results';

/** The grace period in a kube-controller-manager's arguments. */
export const graceOf = (args: readonly string[]): string | undefined =>
  args.find((argument) => argument.startsWith('--node-monitor-grace-period='))?.split('=')[1];

/** Why a row that is for one grace period cannot run on a cluster. */
export const onlyWithGrace = (wanted: string) => (cluster: ClusterUnderTest) =>
  cluster.monitorGrace === wanted ? undefined : `the cluster's node-monitor grace period is ${cluster.monitorGrace}, the row is for ${wanted}`;
