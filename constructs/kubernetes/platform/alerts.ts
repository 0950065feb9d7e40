import type { App } from 'cdk8s';
import { PrometheusRule } from '../../../imports/monitoring';
import { type ComponentAlerts, rulesOf } from '../../../model';
import { withSettings } from '../schema/pods';
import { workloadsOf } from '../workload/workload';
import { PlatformChart, type PlatformChartProps } from './chart';

/**
 * Collects the alerts of all workloads. If the cluster has the Prometheus operator, each workload with alerts gets a PrometheusRule.
 *
 * @returns the alerts, for docs, policies and tests
 */
export function addAlerts(app: App, props: PlatformChartProps): ComponentAlerts[] {
  const watched = workloadsOf(app).flatMap((workload) => (workload.alerts ? [{ workload, alerts: workload.alerts }] : []));
  if (watched.length > 0 && props.environment.cluster.operators.includes('prometheus')) {
    const chart = new PlatformChart(app, '90-alerts', props);
    for (const { workload, alerts } of watched) {
      new PrometheusRule(chart, `PrometheusRule-${workload.namespace}.${workload.instance}`, {
        metadata: { name: workload.instance, namespace: workload.namespace, ...withSettings(workload.labels, props.environment.monitors) },
        spec: { groups: [{ name: `${workload.namespace}.${workload.instance}`, rules: rulesOf(alerts).map((rule) => ({ ...rule })) }] },
      });
    }
  }
  return watched.map(({ alerts }) => alerts);
}
