import type { App } from 'cdk8s';
import { ScaledObject, type ScaledObjectSpec, type Trigger } from '../../../imports/keda';
import type { Scaling } from '../application/scaling';
import { workloadsOf } from '../workload/workload';
import { PlatformChart, type PlatformChartProps } from './chart';

/** Adds a ScaledObject for each workload that KEDA scales. */
export function addScaledObjects(app: App, props: PlatformChartProps): void {
  const scaled = workloadsOf(app).flatMap((workload) => (workload.scaling ? [{ workload, scaling: workload.scaling }] : []));
  if (scaled.length === 0 || !props.environment.cluster.operators.includes('keda')) return;
  const chart = new PlatformChart(app, '90-autoscalers', props);
  for (const { workload, scaling } of scaled) {
    new ScaledObject(chart, `ScaledObject-${workload.namespace}.${workload.instance}`, {
      metadata: { name: workload.instance, namespace: workload.namespace, labels: workload.labels },
      spec: scaledBy(workload.instance, scaling, props.environment.cluster.prometheus),
    });
  }
}

const scaledBy = (name: string, { minimum, maximum, cpuPercent, load }: Scaling, serverAddress: string): ScaledObjectSpec => ({
  scaleTargetRef: { name },
  minReplicaCount: minimum,
  maxReplicaCount: maximum,
  triggers: [
    ...(cpuPercent === undefined ? [] : [{ type: 'cpu', metricType: 'Utilization', metadata: { value: String(cpuPercent) } } satisfies Trigger]),
    { type: 'prometheus', metadata: { serverAddress, query: load.query, threshold: String(load.perPod) } },
  ],
});
