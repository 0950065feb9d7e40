import type { Construct } from 'constructs';
import { type k8s, quantity } from '../k8s';
import { PlatformChart } from '../platform/chart';
import type { Workload } from '../workload/workload';

/** Annotations for objects with data, and for their owners: Argo CD does not delete them with their Application, or when dist loses them. */
export const kept = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;

/** Names of the claims of a store's pods. */
export const dataClaimNames = (workload: Workload, pods: number): string[] =>
  Array.from({ length: pods }, (_, ordinal) => `data-${workload.instance}-${ordinal}`);

/** The claim `data` of each pod of a store, with the store's StorageClass or the cluster's. */
export const dataClaim = (scope: Construct, storage: string, storageClass?: string): k8s.KubePersistentVolumeClaimProps => ({
  metadata: { name: 'data' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: storageClass ?? PlatformChart.containing(scope).environment.cluster.storageClass,
    resources: { requests: { storage: quantity(storage) } },
  },
});
