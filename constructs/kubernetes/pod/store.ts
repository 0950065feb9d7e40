import type { Construct } from 'constructs';
import { type k8s, portOf } from '../k8s';
import type { Workload } from '../workload/workload';
import { dataClaim, kept } from './volumes';

export interface StoreProps {
  readonly workload: Workload;
  /** Number of pods. */
  readonly pods: number;
  readonly template: k8s.PodTemplateSpec;
  /** Size of each pod's volume `data`. */
  readonly storage: string;
  /** StorageClass of the volumes. @default the cluster's */
  readonly storageClass?: string;
  /** Seconds that a pod must be ready before the next one is replaced. @default 0 */
  readonly minReadySeconds?: number;
}

/** Name of the headless Service for the DNS names of a store's pods. */
export const podsServiceName = (workload: Workload): string => `${workload.instance}-pods`;

/** The headless Service, `Service-pods`. It includes pods that are not ready: a name leads to its pod also while the component starts. */
export const podsService = (workload: Workload, ports: Readonly<Record<string, number>>): k8s.KubeServiceProps => ({
  metadata: workload.serviceMetadata,
  spec: {
    clusterIp: 'None',
    publishNotReadyAddresses: true,
    selector: workload.selector,
    ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: portOf(name) })),
  },
});

/**
 * The StatefulSet of a store. All pods start in parallel, because after a full stop any pod may have the newest data, not only the first one.
 * Claims stay when pods or the StatefulSet are deleted.
 */
export const storeStatefulSet = (scope: Construct, props: StoreProps): k8s.KubeStatefulSetProps => ({
  metadata: { labels: props.workload.labels, annotations: kept },
  spec: {
    replicas: props.pods,
    selector: { matchLabels: props.workload.selector },
    serviceName: podsServiceName(props.workload),
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    minReadySeconds: props.minReadySeconds,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    template: props.template,
    volumeClaimTemplates: [dataClaim(scope, props.storage, props.storageClass)],
  },
});
