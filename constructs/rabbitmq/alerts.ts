import { type Alert, notMeasured, type Target, volumeFilling } from '../kubernetes';
import { queueAlerts } from './queue-alerts';
import type { Resolved } from './resolve';
import { runbooks } from './runbooks';

/** The alerts of a broker, and those of each task queue. */
export const alerts = (props: Resolved): Alert[] => [
  publishersBlocked,
  ...(props.architecture === 'clustered' ? [nodeUnreachable] : []),
  ...props.taskQueues.flatMap((queue) => queueAlerts(queue)),
  ...volumeFilling('RabbitmqVolumeFilling', runbooks.volumeFilling),
  notMeasured({
    name: 'RabbitmqNotMeasured',
    pods: props.pods,
    measured: (on) => `rabbitmq_identity_info${on.own()}`,
    series: (on, ordinal, measured) => (measured ? { [`rabbitmq_identity_info${on.ownOf(ordinal)}`]: '1x20' } : {}),
    runbook: runbooks.notMeasured,
  }),
];

const alarms = ['memory_used', 'free_disk_space'] as const;
const alarmOf = (on: Target, alarm: (typeof alarms)[number]) => `rabbitmq_alarms_${alarm}_watermark${on.own()} == 1`;

/** The nodes share the alarm: one of them blocks the publishers of all. */
const publishersBlocked: Alert = {
  name: 'RabbitmqPublishersBlocked',
  expr: (on) => alarms.map((alarm) => alarmOf(on, alarm)).join(' or '),
  for: '1m',
  severity: 'critical',
  summary: 'All publishers are blocked: a node has too little memory or disk space.',
  description: () => 'Node {{ $labels.pod }} has raised an alarm about memory or disk space.',
  runbook: runbooks.publishersBlocked,
  cases: (on) => {
    const series = (memory: number, disk: number) => ({
      [`rabbitmq_alarms_memory_used_watermark${on.ownOf(0)}`]: `${memory}x10`,
      [`rabbitmq_alarms_free_disk_space_watermark${on.ownOf(0)}`]: `${disk}x10`,
    });
    const alert = { labels: on.labelsOf(0), description: `Node ${on.name}-0 has raised an alarm about memory or disk space.` };
    return {
      fires: { series: series(1, 0), at: '2m', alerts: [alert] },
      justBelow: { series: series(0, 0), at: '2m' },
      missing: { at: '2m', alerts: [] },
      more: [{ name: 'the disk is full', series: series(0, 1), at: '2m', alerts: [alert] }],
    };
  },
};

const nodeUnreachable: Alert = {
  name: 'RabbitmqNodeUnreachable',
  expr: (on) => `rabbitmq_unreachable_cluster_peers_count${on.own()} > 0`,
  for: '10m',
  severity: 'warning',
  summary: 'A member of the cluster is down or cut off: with one more, queues have no majority.',
  description: () => 'Node {{ $labels.pod }} does not reach {{ $value }} members of the cluster.',
  runbook: runbooks.nodeUnreachable,
  cases: (on) => {
    const series = (count: number) => ({ [`rabbitmq_unreachable_cluster_peers_count${on.ownOf(0)}`]: `${count}x20` });
    const alert = { labels: on.labelsOf(0), description: `Node ${on.name}-0 does not reach 1 members of the cluster.` };
    return {
      fires: { series: series(1), at: '11m', alerts: [alert] },
      justBelow: { series: series(0), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
};
