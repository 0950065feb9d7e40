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
  /** @default the cluster's */
  readonly storageClass?: string;
  /** Seconds that a pod must be ready before the next one is replaced. @default 0 */
  readonly minReadySeconds?: number;
}

/** Name of the headless Service that gives the pods of a store their DNS names. */
export const podsServiceName = (workload: Workload): string => `${workload.instance}-pods`;

/** The headless Service, `Service-pods`. It has the pods from their start, ready or not: they must find each other to become ready. */
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
 * The StatefulSet of a store. All pods start at once, because after a full stop the first pod need not be the one that has the newest data;
 * claims stay when pods or the StatefulSet go.
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
