import { type Alert, notMeasured, shareUsed, type Target, volumeFilling } from '../kubernetes';
import type { Resolved } from './props';
import { replicationAlerts } from './replication-alerts';
import { runbooks } from './runbooks';

/** The alerts of a cluster. There are none on queries or rows, because these depend on the applications. */
export const alerts = (props: Resolved): Alert[] => [
  noLeader,
  ...(props.architecture === 'replicated' ? replicationAlerts : []),
  ...connections,
  refusesConnections,
  ...volumeFilling('PostgresVolumeFilling', runbooks.volumeFilling),
  notMeasured({
    name: 'PostgresNotMeasured',
    pods: props.instances,
    // Not pg_up, which stays 1 on an old connection while the exporter gets no new one.
    measured: (on) => `count by (pod) (pg_stat_database_numbackends${on.own()})`,
    series: (on, ordinal, measured) => ({
      [`pg_up${on.ownOf(ordinal)}`]: '1x20',
      ...(measured ? backends(on, ordinal, 3) : {}),
    }),
    runbook: runbooks.notMeasured,
  }),
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

/** Series of the connections to two databases, for a test case. */
const backends = (on: Target, ordinal: number, each: number) => ({
  [`pg_stat_database_numbackends${on.ownOf(ordinal, 'datname="a"')}`]: `${each}x20`,
  [`pg_stat_database_numbackends${on.ownOf(ordinal, 'datname="b"')}`]: `${each}x20`,
});

const connections = shareUsed({
  name: 'PostgresConnections',
  expr: (on) => {
    // The reserved ones are for superusers.
    const available = `pg_settings_max_connections${on.own()} - pg_settings_superuser_reserved_connections${on.own()}`;
    return `sum by (pod) (pg_stat_database_numbackends${on.own()}) / sum by (pod) (${available})`;
  },
  above: { warning: 0.8, critical: 0.95 },
  summary: 'Nearly all connections are in use: at the limit, new clients are refused.',
  description: (share) => `${share} of the connections of {{ $labels.pod }} are in use.`,
  runbook: runbooks.connections,
  example: (on) => ({
    series: (percent) => ({
      ...backends(on, 0, percent),
      [`pg_settings_max_connections${on.ownOf(0)}`]: '203x20',
      [`pg_settings_superuser_reserved_connections${on.ownOf(0)}`]: '3x20',
    }),
    labels: { pod: `${on.name}-0` },
    description: (share) => `${share} of the connections of ${on.name}-0 are in use.`,
  }),
});

/** With all connections in use, PostgresConnections has no data: the exporter opens a connection for each scrape, and is refused like any client. */
const refusesConnections: Alert = {
  name: 'PostgresRefusesConnections',
  expr: (on) => `pg_up${on.own()} unless on (pod) pg_stat_database_numbackends${on.own()} and on (pod) patroni_postgres_running${on.own()} == 1`,
  for: '2m',
  severity: 'critical',
  summary: 'PostgreSQL runs but refuses the exporter: probably all connections are in use.',
  description: () => 'The exporter gets no connection to {{ $labels.pod }}, where PostgreSQL runs.',
  runbook: runbooks.refusesConnections,
  cases: (on) => {
    const series = (running: number, up = 1) => ({
      [`pg_up${on.ownOf(0)}`]: `${up}x20`,
      [`patroni_postgres_running${on.ownOf(0)}`]: `${running}x20`,
      [`patroni_postgres_running${on.ownOf(1)}`]: '1x20', // not measured: its exporter does not answer
    });
    const alerts = [{ labels: on.labelsOf(0), description: `The exporter gets no connection to ${on.name}-0, where PostgreSQL runs.` }] as const;
    const at = '3m';
    return {
      fires: { series: series(1), at, alerts },
      justBelow: { series: { ...series(1), ...backends(on, 0, 100) }, at },
      missing: { at, alerts: [] }, // PostgresNotMeasured fires
      more: [
        { name: 'the exporter has lost its old connection too', series: series(1, 0), at, alerts },
        { name: 'PostgreSQL does not run', series: series(0, 0), at, alerts: [] },
      ],
    };
  },
};
