import type { Construct } from 'constructs';
import { ScaledObject, type Trigger } from '../../../imports/keda';
import { type Target, targetOf } from '../alerting/target';
import { PlatformChart } from '../platform/chart';
import { customResources } from '../platform/custom-resources';
import type { Workload } from '../workload/workload';

/** The number of a Deployment's pods, by a load that Prometheus measures. */
export interface Scaling {
  readonly minimum: number;
  readonly maximum: number;
  /** Average use of CPU above which pods are added too. @default not by CPU */
  readonly cpuPercent?: number;
  /** PromQL for the load of all pods. */
  readonly load: (on: Target) => string;
  /** How much of that load one pod takes. */
  readonly perPod: number;
}

/** Adds the ScaledObject with which KEDA scales the Deployment of a component. */
export function addScaledObject(component: Construct, workload: Workload, { minimum, maximum, cpuPercent, load, perPod }: Scaling): void {
  const { prometheus: serverAddress } = PlatformChart.containing(component).environment.cluster;
  const cpu: Trigger[] = cpuPercent === undefined ? [] : [{ type: 'cpu', metricType: 'Utilization', metadata: { value: String(cpuPercent) } }];
  new ScaledObject(customResources(component, '90-autoscalers'), 'ScaledObject', {
    metadata: { name: workload.instance, namespace: workload.namespace, labels: workload.labels },
    spec: {
      scaleTargetRef: { name: workload.instance },
      minReplicaCount: minimum,
      maxReplicaCount: maximum,
      triggers: [...cpu, { type: 'prometheus', metadata: { serverAddress, query: load(targetOf(workload)), threshold: String(perPod) } }],
    },
  });
}
