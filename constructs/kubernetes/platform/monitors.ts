import type { App } from 'cdk8s';
import { PodMonitor } from '../../../imports/monitoring';
import { withSettings } from '../schema/pods';
import { workloadsOf } from '../workload/workload';
import { PlatformChart, type PlatformChartProps } from './chart';

/** Adds a PodMonitor for each workload with metrics, if the cluster has the Prometheus operator. */
export function addMonitors(app: App, props: PlatformChartProps): void {
  if (!props.environment.cluster.operators.includes('prometheus')) return;
  const workloads = workloadsOf(app).filter(({ metrics }) => metrics.length > 0);
  if (workloads.length === 0) return;
  const chart = new PlatformChart(app, '90-monitors', props);
  for (const workload of workloads) {
    new PodMonitor(chart, `PodMonitor-${workload.namespace}.${workload.instance}`, {
      metadata: { name: workload.instance, namespace: workload.namespace, ...withSettings(workload.labels, props.environment.monitors) },
      spec: {
        selector: { matchLabels: workload.selector },
        podMetricsEndpoints: workload.metrics.map(({ name, path }) => ({ port: name, path: path ?? '/metrics' })),
      },
    });
  }
}
