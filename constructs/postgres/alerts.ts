import { type Alert, volumeFilling } from '../kubernetes';
import type { Resolved } from './props';
import { runbooks } from './runbooks';

/** The alerts of a cluster. There are none on queries or rows, because these depend on the applications. */
export const alerts = (props: Resolved): Alert[] => [
  noLeader,
  ...(props.architecture === 'replicated' ? [noStandby, replicaNotStreaming, lag('warning', 10), lag('critical', 30), slotHoldsWal] : []),
  connections('warning', 0.8, '10m'),
  connections('critical', 0.95, '2m'),
  ...volumeFilling('PostgresVolumeFilling', runbooks.volumeFilling),
  notMeasured(props.instances),
];

const noLeader: Alert = {
  name: 'PostgresNoLeader',
  // Without vector(0), the expression has no result when all pods are gone, and the alert would not fire.
  expr: (on) => `(sum(patroni_primary${on.own()}) or vector(0)) < 1`,
  for: '1m', // a failover after the loss of a node takes 20 to 30 s
  severity: 'critical',
  summary: 'PostgreSQL has no primary: all writes fail.',
  description: ({ name }) => `No instance of ${name} has been primary for a minute.`,
  runbook: runbooks.noLeader,
  cases: (on) => {
    const alerts = [{ labels: {}, description: `No instance of ${on.name} has been primary for a minute.` }] as const;
    return {
      fires: { series: { [`patroni_primary${on.ownOf(0)}`]: '0x5', [`patroni_primary${on.ownOf(1)}`]: '0x5' }, at: '2m', alerts },
      justBelow: { series: { [`patroni_primary${on.ownOf(0)}`]: '0x5', [`patroni_primary${on.ownOf(1)}`]: '1x5' }, at: '2m' },
      missing: { at: '2m', alerts },
    };
  },
};

const noStandby: Alert = {
  name: 'PostgresNoStandby',
  expr: (on) => `sum(patroni_replica${on.own()} * patroni_postgres_streaming${on.own()}) < 1`,
  for: '5m',
  severity: 'critical',
  summary: 'No replica follows the primary: loss of the primary would be an outage and may lose data.',
  description: ({ name }) => `No replica of ${name} streams from the primary.`,
  runbook: runbooks.noStandby,
  cases: (on) => {
    const series = (streaming: number) => ({
      [`patroni_replica${on.ownOf(0)}`]: '0x10',
      [`patroni_postgres_streaming${on.ownOf(0)}`]: '0x10',
      [`patroni_replica${on.ownOf(1)}`]: '1x10',
      [`patroni_postgres_streaming${on.ownOf(1)}`]: `${streaming}x10`,
    });
    return {
      fires: { series: series(0), at: '6m', alerts: [{ labels: {}, description: `No replica of ${on.name} streams from the primary.` }] },
      justBelow: { series: series(1), at: '6m' },
      missing: { at: '6m', alerts: [] }, // PostgresNoLeader fires
    };
  },
};

const replicaNotStreaming: Alert = {
  name: 'PostgresReplicaNotStreaming',
  // Its replication lag is zero in this state, because it has replayed everything that it received.
  expr: (on) => `patroni_replica${on.own()} == 1 and patroni_postgres_streaming${on.own()} == 0`,
  for: '15m',
  severity: 'warning',
  summary: 'A replica does not follow the primary.',
  description: () => 'Replica {{ $labels.pod }} has not streamed from the primary for 15 minutes.',
  runbook: runbooks.replicaNotStreaming,
  cases: (on) => {
    const series = (streaming: string) => ({
      [`patroni_replica${on.ownOf(1)}`]: '1x20',
      [`patroni_postgres_streaming${on.ownOf(1)}`]: streaming,
    });
    const alert = { labels: ownLabels(on, 1), description: `Replica ${on.name}-1 has not streamed from the primary for 15 minutes.` };
    return {
      fires: { series: series('0x20'), at: '16m', alerts: [alert] },
      justBelow: { series: series('0x10 1 0x9'), at: '16m' },
      missing: { at: '16m', alerts: [] },
    };
  },
};

/** FR-026. */
const lag = (severity: Alert['severity'], seconds: number): Alert => ({
  name: 'PostgresReplicationLag',
  expr: (on) => `pg_replication_lag_seconds${on.own()} > ${seconds}`,
  for: '2m',
  severity,
  summary: 'A replica lags behind the primary: its reads are stale, and a failover would lose the missing commits or wait for them.',
  description: () => 'Replica {{ $labels.pod }} is {{ $value | humanizeDuration }} behind the primary.',
  runbook: runbooks.replicationLag,
  cases: (on) => ({
    fires: {
      series: { [`pg_replication_lag_seconds${on.ownOf(1)}`]: `${seconds + 1}x5` },
      at: '3m',
      alerts: [{ labels: ownLabels(on, 1), description: `Replica ${on.name}-1 is ${seconds + 1}s behind the primary.` }],
    },
    justBelow: { series: { [`pg_replication_lag_seconds${on.ownOf(1)}`]: `${seconds}x5` }, at: '3m' },
    missing: { at: '3m', alerts: [] }, // PostgresNotMeasured fires
  }),
});

/** Slots on replicas are usually inactive, so the alert compares the held WAL with the permitted amount (max_slot_wal_keep_size). */
const slotHoldsWal: Alert = {
  name: 'PostgresSlotHoldsWal',
  expr: (on) => {
    const allowed = `max by (pod) (pg_settings_max_slot_wal_keep_size_bytes${on.own()} > 0)`;
    return `pg_replication_slots_pg_wal_lsn_diff${on.own()} / on (pod) group_left ${allowed} > 0.5`;
  },
  for: '15m',
  severity: 'warning',
  summary: 'A replication slot retains much WAL: it fills the volume, and at the limit PostgreSQL invalidates the slot.',
  description: () => 'Slot {{ $labels.slot_name }} on {{ $labels.pod }} retains {{ $value | humanizePercentage }} of the WAL that a slot may retain.',
  runbook: runbooks.slotHoldsWal,
  cases: (on) => {
    const held = (percent: number) => ({
      [`pg_replication_slots_pg_wal_lsn_diff${on.ownOf(0, 'slot_name="standby_2"')}`]: `${percent}x20`,
      [`pg_settings_max_slot_wal_keep_size_bytes${on.ownOf(0)}`]: '100x20',
    });
    const description = `Slot standby_2 on ${on.name}-0 retains 51% of the WAL that a slot may retain.`;
    return {
      fires: { series: held(51), at: '16m', alerts: [{ labels: { ...ownLabels(on, 0), slot_name: 'standby_2' }, description }] },
      justBelow: { series: held(50), at: '16m' },
      missing: { at: '16m', alerts: [] },
    };
  },
};

const connections = (severity: Alert['severity'], share: number, period: string): Alert => ({
  name: 'PostgresConnections',
  expr: (on) => `sum by (pod) (pg_stat_database_numbackends${on.own()}) / sum by (pod) (pg_settings_max_connections${on.own()}) > ${share}`,
  for: period,
  severity,
  summary: 'Nearly all connections are in use: at the limit, new clients are refused.',
  description: () => '{{ $value | humanizePercentage }} of the connections of {{ $labels.pod }} are in use.',
  runbook: runbooks.connections,
  cases: (on) => {
    const used = (percent: number) => ({
      [`pg_stat_database_numbackends${on.ownOf(0, 'datname="a"')}`]: `${percent}x11`,
      [`pg_stat_database_numbackends${on.ownOf(0, 'datname="b"')}`]: `${percent}x11`,
      [`pg_settings_max_connections${on.ownOf(0)}`]: '200x11',
    });
    const description = `${share * 100 + 1}% of the connections of ${on.name}-0 are in use.`;
    return {
      fires: { series: used(share * 100 + 1), at: '11m', alerts: [{ labels: { pod: `${on.name}-0` }, description }] },
      justBelow: { series: used(share * 100), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
});

const notMeasured = (instances: number): Alert => ({
  name: 'PostgresNotMeasured',
  expr: (on) => `(sum(pg_up${on.own()}) or vector(0)) < ${instances}`,
  for: '15m',
  severity: 'warning',
  summary: 'Metrics of some instances are missing: other alerts cannot fire for these instances.',
  description: ({ name }) => `Prometheus gets metrics from only {{ $value }} instances of ${name}.`,
  runbook: runbooks.notMeasured,
  cases: (on) => {
    const up = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, ordinal) => [`pg_up${on.ownOf(ordinal)}`, '1x20']));
    const alert = (count: number) => ({ labels: {}, description: `Prometheus gets metrics from only ${count} instances of ${on.name}.` });
    return {
      fires: { series: { ...up(instances - 1), [`pg_up${on.ownOf(instances - 1)}`]: '0x20' }, at: '16m', alerts: [alert(instances - 1)] },
      justBelow: { series: up(instances), at: '16m' },
      missing: { at: '16m', alerts: [alert(0)] },
    };
  },
});

const ownLabels = ({ namespace, name }: { readonly namespace: string; readonly name: string }, ordinal: number) => ({
  job: `${namespace}/${name}`,
  pod: `${name}-${ordinal}`,
});
