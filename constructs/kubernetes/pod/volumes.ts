import type { Construct } from 'constructs';
import { type k8s, quantity } from '../k8s';
import { PlatformChart } from '../platform/chart';
import type { Workload } from '../workload/workload';

/** Annotations of what holds data, or holds those that do: Argo CD deletes it neither when it is gone from dist nor with its Application. */
export const kept = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;

/** Names of the claims of a store's pods. */
export const dataClaimNames = (workload: Workload, pods: number): string[] =>
  Array.from({ length: pods }, (_, ordinal) => `data-${workload.instance}-${ordinal}`);

/** The claim `data` of each pod of a store, of its own StorageClass or the cluster's. */
export const dataClaim = (scope: Construct, storage: string, storageClass?: string): k8s.KubePersistentVolumeClaimProps => ({
  metadata: { name: 'data' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: storageClass ?? PlatformChart.containing(scope).environment.cluster.storageClass,
    resources: { requests: { storage: quantity(storage) } },
  },
});
