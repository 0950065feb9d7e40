import { join } from 'node:path';
import { printYaml } from '../../model';
import { type ConfigurationFile, fileOf, folders, runScript, type Workload } from '../kubernetes';
import { parameters } from './parameters/defaults';
import type { Resolved } from './props';
import type { Role } from './roles';

/** Paths in the pod. */
export const paths = {
  volume: '/var/lib/postgresql',
  data: '/var/lib/postgresql/data',
  socket: '/socket',
} as const;

/** Folder of PostgreSQL's programs. */
export const binaries = ({ version }: Resolved): string => `/usr/lib/postgresql/${version}/bin`;

export const ports = { postgresql: 5432, patroni: 8008, metrics: 9187 } as const;

/** The files of the component's ConfigMap. */
export function files(workload: Workload, props: Resolved, roles: readonly Role[]): ConfigurationFile[] {
  const script = (name: string, onChange: ConfigurationFile['onChange']) => fileOf(join(__dirname, 'scripts', name), onChange);
  return [
    { name: 'patroni.yml', text: printYaml(patroni(workload, props)), onChange: 'restart' },
    { name: 'dynamic.json', text: `${JSON.stringify(dynamic(props), null, 2)}\n`, onChange: 'reload' },
    { name: 'databases', text: props.databases.map(({ name }) => `${name}\n`).join(''), onChange: 'reload' },
    {
      name: 'roles',
      text: roles
        .map(({ name, secret, key, memberOf }) => `${[name, `${folders.secrets}/${secret}/${key}`, memberOf].filter(Boolean).join(' ')}\n`)
        .join(''),
      onChange: 'reload',
    },
    script('start.sh', 'restart'),
    script('keeper.sh', 'restart'),
    script('privileges.sql', 'reload'),
    script('hold-labels.sh', 'restart'),
    script('take-labels.sh', 'reload'),
    script('api.sh', 'reload'),
    script('patroni.sh', 'restart'),
    script('pre-stop.sh', 'reload'),
    script('on-role-change.sh', 'reload'),
    script('on-start.sh', 'reload'),
    script('rewind.sh', 'reload'),
  ];
}

/**
 * Who may log in as what, and from where; PostgreSQL refuses all others. The socket is in a volume of this pod only. The addresses of pods change with each
 * restart, so none is named here: over the network, a role is known by its password, and NetworkPolicies decide which pods reach the port.
 */
const hostBased = ({ databases }: Resolved): string[] => [
  'local all postgres peer map=instance', // start.sh writes the map
  'local postgres monitor trust',
  'host all postgres all reject',
  'host replication replicator all scram-sha-256',
  'host postgres replicator all scram-sha-256', // for pg_rewind
  'host postgres all 127.0.0.1/32 scram-sha-256', // the keeper tries the passwords of all roles
  // `+` admits a role and its members: the second roles of a rotation, and those that an engineer grants it to.
  ...databases.map(({ name }) => `host ${name} ${name},+${name}_app,+${name}_reader all scram-sha-256`),
];

/** Patroni's configuration. Environment variables add addresses and passwords; start.sh adds sizes. */
const patroni = (workload: Workload, props: Resolved) => ({
  scope: workload.instance,
  log: { deduplicate_heartbeat_logs: true },
  kubernetes: {
    labels: { 'app.kubernetes.io/name': workload.selector['app.kubernetes.io/name'] },
    scope_label: 'app.kubernetes.io/instance',
    role_label: 'role',
    leader_label_value: 'primary',
    follower_label_value: 'replica',
    standby_leader_label_value: 'primary',
    use_endpoints: false, // the lock is a ConfigMap, because Endpoints are deprecated since Kubernetes 1.33
  },
  restapi: {
    listen: `0.0.0.0:${ports.patroni}`,
    authentication: { username: 'patroni' }, // for all that changes state, /failsafe too
    // Only the instances may change anything else, from their own addresses. With a list of further addresses, Patroni would query those for /failsafe
    // instead of the members, and the primary would step down when the API server is not reachable.
    allowlist_include_members: true,
  },
  bootstrap: { initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'] }, // start.sh adds dynamic.json
  postgresql: {
    listen: `0.0.0.0:${ports.postgresql}`,
    data_dir: paths.data,
    bin_dir: binaries(props),
    bin_name: { pg_rewind: '/tmp/patroni/pg_rewind' }, // start.sh writes it; it runs rewind.sh
    pgpass: '/tmp/pgpass',
    use_unix_socket: true,
    authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' }, rewind: { username: 'replicator' } },
    callbacks: {
      on_start: runScript('on-start.sh').join(' '),
      on_role_change: runScript('on-role-change.sh').join(' '),
    },
    create_replica_methods: ['basebackup'],
    basebackup: [{ checkpoint: 'fast' }],
    remove_data_directory_on_rewind_failure: true, // rewind.sh keeps a copy
    parameters: { unix_socket_directories: paths.socket },
    pg_hba: hostBased(props),
  },
});

/** Dynamic configuration of all instances. Patroni stores it in the cluster's state, and the keeper restores these values. */
function dynamic(props: Resolved) {
  const { ttlSeconds, loopWaitSeconds, retryTimeoutSeconds } = props.timing;
  const synchronous = props.architecture === 'replicated' ? props.synchronous : 'off';
  return {
    ttl: ttlSeconds,
    loop_wait: loopWaitSeconds,
    retry_timeout: retryTimeoutSeconds,
    maximum_lag_on_failover: 16 * 1024 * 1024, // bytes; a replica with a larger lag is not promoted
    primary_start_timeout: 0, // after a crash of the primary, a healthy replica takes over at once
    failsafe_mode: true, // without the API server, the primary continues as long as it reaches every replica
    synchronous_mode: synchronous === 'quorum-strict' ? 'quorum' : synchronous,
    synchronous_mode_strict: synchronous === 'quorum-strict',
    synchronous_node_count: 1,
    // A slot keeps WAL for a replica that is away, and, by hot_standby_feedback, old rows of all tables. After this time the replica must find the WAL
    // that is left, or copies the primary anew.
    member_slots_ttl: '30min',
    ignore_slots: ['kept_copy', 'deleted_copy'].map((name) => ({ name, type: 'physical' })), // see on-start.sh
    postgresql: {
      use_pg_rewind: true,
      use_slots: true,
      parameters: { ...parameters(props.instances), ...props.parameters },
    },
  };
}
