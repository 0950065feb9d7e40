import type { Alert } from '../kubernetes';
import { runbooks } from './runbooks';

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
    const alert = { labels: on.labelsOf(1), description: `Replica ${on.name}-1 has not streamed from the primary for 15 minutes.` };
    return {
      fires: { series: series('0x20'), at: '16m', alerts: [alert] },
      justBelow: { series: series('0x10 1 0x9'), at: '16m' },
      missing: { at: '16m', alerts: [] },
    };
  },
};

/** A replica that lacks less is not late: Patroni may promote it (maximum_lag_on_failover). */
const toleratedBytes = 16 * 1024 * 1024;

/** Interval of Prometheus with kube-prometheus-stack. Two positions can be this far apart in time, although they are compared as one moment. */
const scrapeSeconds = 30;

/**
 * FR-026, measured in bytes and in time. What the primary had written some time ago must be received, and replayed. The replica's own figure
 * (pg_replication_lag_seconds) is not enough: it is 0 behind a slow network, and high during a long transaction of which nothing is missing.
 */
const lag = (severity: Alert['severity'], seconds: number): Alert => ({
  name: 'PostgresReplicationLag',
  expr: (on) => {
    // The positions are 0 where the pod has the other role.
    const lacks = (what: 'received' | 'replayed', ago: number) =>
      `scalar(max(patroni_xlog_location${on.own()} offset ${ago}s)) - (patroni_xlog_${what}_location${on.own()} > 0) > ${toleratedBytes}`;
    const replaysLate = `${lacks('replayed', seconds)} and on (pod) pg_replication_lag_seconds${on.own()} > ${seconds}`;
    return `${replaysLate} or ${lacks('received', seconds + scrapeSeconds)}`;
  },
  for: '2m',
  severity,
  summary: 'A replica lags behind the primary: its reads are stale, and a failover would lose the missing commits or wait for them.',
  description: () => `Replica {{ $labels.pod }} lacks {{ $value | humanize1024 }}B that the primary wrote more than ${seconds} s ago.`,
  runbook: runbooks.replicationLag,
  cases: (on) => {
    const at = '6m';
    const written = 10 * toleratedBytes;
    const replica = (lagSeconds: number, replayed: number, received: number) => ({
      [`patroni_xlog_location${on.ownOf(0)}`]: `${written}x10`,
      [`patroni_xlog_replayed_location${on.ownOf(0)}`]: '0x10',
      [`patroni_xlog_received_location${on.ownOf(0)}`]: '0x10',
      [`pg_replication_lag_seconds${on.ownOf(0)}`]: '0x10',
      [`patroni_xlog_location${on.ownOf(1)}`]: '0x10',
      [`patroni_xlog_replayed_location${on.ownOf(1)}`]: `${written - replayed}x10`,
      [`patroni_xlog_received_location${on.ownOf(1)}`]: `${written - received}x10`,
      [`pg_replication_lag_seconds${on.ownOf(1)}`]: `${lagSeconds}x10`,
    });
    const more = 2 * toleratedBytes;
    const following = {
      [`patroni_xlog_location${on.ownOf(0)}`]: `${written}+${2 * more}x10`,
      [`patroni_xlog_replayed_location${on.ownOf(1)}`]: `${written - more}+${2 * more}x10`,
      [`patroni_xlog_received_location${on.ownOf(1)}`]: `${written - more}+${2 * more}x10`,
    };
    const alerts = [
      { labels: on.labelsOf(1), description: `Replica ${on.name}-1 lacks 32MiB that the primary wrote more than ${seconds} s ago.` },
    ] as const;
    return {
      fires: { series: replica(seconds + 1, more, 0), at, alerts },
      justBelow: { series: replica(seconds, more, toleratedBytes), at },
      missing: { at, alerts: [] }, // PostgresNotMeasured fires
      more: [
        { name: 'a slow network: all that was received is replayed', series: replica(0, more, more), at, alerts },
        { name: 'a long transaction of which little is missing', series: replica(3600, toleratedBytes, 0), at, alerts: [] },
        // The positions of one moment differ by 32 MiB, half of what is written in a minute.
        { name: 'much is written, and the replica follows', series: { ...replica(3600, 0, 0), ...following }, at, alerts: [] },
      ],
    };
  },
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
      fires: { series: held(51), at: '16m', alerts: [{ labels: { ...on.labelsOf(0), slot_name: 'standby_2' }, description }] },
      justBelow: { series: held(50), at: '16m' },
      missing: { at: '16m', alerts: [] },
    };
  },
};

/** A slot that on-start.sh creates. */
const slotExists = (slot: string, what: string): Pick<Alert, 'expr' | 'for' | 'severity' | 'description' | 'cases'> => ({
  expr: (on) => `pg_replication_slot_slot_is_active${on.own(`slot_name="${slot}"`)} == 0`,
  for: '1m',
  severity: 'warning',
  description: () => `The volume of {{ $labels.pod }} ${what}.`,
  cases: (on) => {
    const series = (name: string) => ({ [`pg_replication_slot_slot_is_active${on.ownOf(1, `slot_name="${name}"`)}`]: '0x5' });
    const description = `The volume of ${on.name}-1 ${what}.`;
    return {
      fires: { series: series(slot), at: '2m', alerts: [{ labels: { ...on.labelsOf(1), slot_name: slot }, description }] },
      justBelow: { series: series('shopfds_db_2'), at: '2m' },
      missing: { at: '2m', alerts: [] },
    };
  },
});

const dataKeptAside: Alert = {
  ...slotExists('kept_copy', 'has a copy of the data from before the instance copied the primary'),
  name: 'PostgresDataKeptAside',
  summary: 'An instance could not be rewound, and its former data are kept: they may hold commits that no other instance has.',
  runbook: runbooks.dataKeptAside,
};

const dataDeleted: Alert = {
  ...slotExists('deleted_copy', 'no longer has the data from before the instance copied the primary'),
  name: 'PostgresDataDeleted',
  summary: 'An instance could not be rewound, and its former data are deleted: they may have held commits that no other instance has.',
  runbook: runbooks.dataDeleted,
};

/** The alerts of a cluster with replicas. */
export const replicationAlerts: readonly Alert[] = [
  noStandby,
  replicaNotStreaming,
  lag('warning', 10),
  lag('critical', 30),
  slotHoldsWal,
  dataKeptAside,
  dataDeleted,
];
