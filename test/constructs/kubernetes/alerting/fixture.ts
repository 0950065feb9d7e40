import { Construct } from 'constructs';
import { type Alert, type AvailabilitySlo, type LatencySlo, Workload, type WorkloadProps } from '../../../../constructs/kubernetes';
import type { ComponentAlerts, Model } from '../../../../model';
import { environment, renderIn } from '../../fixture';

const runbook = { means: 'It is down.', look: 'Check its log.', act: 'Repair it.' };

export const alert: Alert = {
  name: 'ShopDown',
  expr: (on) => `shop_up${on.own()} == 0`,
  for: '5m',
  severity: 'critical',
  summary: 'The shop is down.',
  description: () => 'Pod {{ $labels.pod }} of the shop is down.',
  runbook,
  cases: (on) => ({
    fires: {
      series: { [`shop_up${on.ownOf(0)}`]: '0x10' },
      at: '6m',
      alerts: [{ labels: { job: `${on.namespace}/${on.name}`, pod: `${on.name}-0` }, description: `Pod ${on.name}-0 of the shop is down.` }],
    },
    justBelow: { series: { [`shop_up${on.ownOf(0)}`]: '1x10' }, at: '6m' },
    missing: { at: '6m', alerts: [] },
  }),
};

export const availability: AvailabilitySlo = {
  kind: 'availability',
  name: 'ShopAvailability',
  objective: 0.999,
  minimumPerSecond: 0.5,
  runbook,
  requests: 'http_request_duration_seconds_count',
  outcome: { label: 'code', failed: '5..', exampleOfFailed: '503', exampleOfGood: '200' },
};

export const latency: LatencySlo = {
  kind: 'latency',
  name: 'ShopLatency',
  objective: 0.95,
  minimumPerSecond: 0.5,
  runbook,
  histogram: 'http_request_duration_seconds',
  thresholdSeconds: 0.3,
  bucketsSeconds: [0.1, 0.3, 1],
};

const metrics = [
  {
    name: 'metrics',
    port: 9000,
    recorded: {
      exporter: 'shop',
      version: '1.0.0',
      recorded: '2026-11-21',
      metrics: ['shop_up', 'http_request_duration_seconds_bucket', 'http_request_duration_seconds_count'],
    },
  },
];

/** Renders a component `shop` with these props, on a cluster with the Prometheus operator. */
export const render = (props: Partial<WorkloadProps>, facts: object = { operators: ['prometheus'] }, data: object = {}): Model =>
  renderIn((chart) => new Workload(new Construct(chart, 'shop'), { name: 'shop', component: 'web-service', metrics, ...props }), {
    ...environment,
    ...data,
    cluster: { ...environment.cluster, ...facts },
  });

/** The alerts of that component. */
export function alertsOf(props: Partial<WorkloadProps>, facts?: object): ComponentAlerts {
  const [component, ...others] = render(props, facts).alerts;
  if (!component || others.length > 0) throw new Error(`there are ${others.length + (component ? 1 : 0)} components with alerts`);
  return component;
}
