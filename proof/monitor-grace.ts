import type { ClusterUnderTest } from './results';

/** The node-monitor grace period in the arguments of a kube-controller-manager. */
export const graceOf = (args: readonly string[]): string | undefined =>
  args.find((argument) => argument.startsWith('--node-monitor-grace-period='))?.split('=')[1];

/** Why a row for one grace period cannot run on a cluster; undefined if it can. */
export const onlyWithGrace = (wanted: string) => (cluster: ClusterUnderTest) =>
  cluster.monitorGrace === wanted ? undefined : `the cluster's node-monitor grace period is ${cluster.monitorGrace}, the row needs ${wanted}`;
