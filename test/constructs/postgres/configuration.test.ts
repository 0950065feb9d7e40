import { checkParameters } from '../../../constructs/postgres/parameters/check';
import { parameters } from '../../../constructs/postgres/parameters/defaults';
import { containerOf, databaseNamed, dynamic, file, patroni, type Replicated, replicated, standalone, statefulSet } from './fixture';

describe("Patroni's dynamic configuration", () => {
  it.each<[Replicated['synchronous'], string | boolean, boolean]>([
    ['off', 'off', false],
    ['on', 'on', false],
    ['quorum', 'quorum', false],
    ['quorum-strict', 'quorum', true],
  ])('acknowledges commits under synchronous: %s by mode %s, strict: %s, with one replica', (synchronous, mode, strict) => {
    expect(dynamic({ ...replicated, synchronous })).toMatchObject({
      synchronous_mode: mode,
      synchronous_mode_strict: strict,
      synchronous_node_count: 1,
    });
  });

  it('waits for no replica in a standalone cluster', () => {
    expect(dynamic(standalone)).toMatchObject({ synchronous_mode: 'off', synchronous_mode_strict: false });
  });

  it('has the given timing, and 20, 2 and 6 s by default', () => {
    expect(dynamic()).toMatchObject({ ttl: 20, loop_wait: 2, retry_timeout: 6 });
    const timing = { ttlSeconds: 40, loopWaitSeconds: 5, retryTimeoutSeconds: 12 };
    expect(dynamic({ ...replicated, timing })).toMatchObject({ ttl: 40, loop_wait: 5, retry_timeout: 12 });
  });

  it('replaces a crashed primary at once, and survives an outage of the API server', () => {
    expect(dynamic()).toMatchObject({ primary_start_timeout: 0, failsafe_mode: true });
  });

  it('keeps the slot of an absent replica for half an hour, because it keeps WAL and old rows', () => {
    expect(dynamic().member_slots_ttl).toBe('30min');
  });

  it('promotes no replica that lags more than 16 MiB', () => {
    expect(dynamic().maximum_lag_on_failover).toBe(16_777_216);
  });

  it('has WAL senders for every instance and five more', () => {
    for (const [replicas, senders] of [
      [2, 10],
      [5, 10],
      [7, 12],
    ] as const) {
      const { max_wal_senders, max_replication_slots } = dynamic({ ...replicated, replicas }).postgresql.parameters;
      expect([replicas, max_wal_senders, max_replication_slots]).toEqual([replicas, senders, senders]);
    }
  });

  it('notices within 8 s that a replica is gone, because commits may wait for it', () => {
    expect(dynamic().postgresql.parameters).toMatchObject({ wal_sender_timeout: '8s', wal_receiver_timeout: '8s' });
  });

  it('ends sessions whose client is gone: idle ones after 25 s, with unacknowledged data after 15 s, in a query after 10 s', () => {
    const given = dynamic().postgresql.parameters;
    const seconds = (name: string): number => Number(/^([0-9]+)s$/.exec(given[name])?.[1]);
    expect(seconds('tcp_keepalives_idle') + given.tcp_keepalives_count * seconds('tcp_keepalives_interval')).toBe(25);
    expect([seconds('tcp_user_timeout'), seconds('client_connection_check_interval')]).toEqual([15, 10]);
  });

  it('ends transactions in which nothing happens', () => {
    expect(dynamic().postgresql.parameters).toMatchObject({ idle_in_transaction_session_timeout: '1min' });
  });

  it('keeps statements, their parameters and the values in the details of errors out of the log', () => {
    expect(dynamic().postgresql.parameters).toMatchObject({
      log_min_duration_statement: -1,
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      log_parameter_max_length: 0,
      log_parameter_max_length_on_error: 0,
    });
  });

  it.each([15, 16, 17, 18] as const)('has only parameters and values that PostgreSQL %d accepts', (version) => {
    expect(checkParameters(parameters(3), version)).toEqual([]);
  });

  it('prefers given parameters over its own', () => {
    const given = { max_connections: 50, wal_level: 'logical', work_mem: '8MB' };
    expect(dynamic({ ...replicated, parameters: given }).postgresql.parameters).toMatchObject(given);
  });

  it('stores passwords as SCRAM', () => {
    expect(dynamic().postgresql.parameters.password_encryption).toBe('scram-sha-256');
  });
});

describe("Patroni's own configuration", () => {
  it('finds its instances by their selector labels', () => {
    const { scope, kubernetes } = patroni();
    const selector = { [kubernetes.scope_label]: scope, ...kubernetes.labels };
    expect(selector).toEqual(statefulSet().spec.selector.matchLabels);
  });

  it('labels the primary with the label that -rw selects', () => {
    expect(patroni().kubernetes).toMatchObject({ role_label: 'role', leader_label_value: 'primary', follower_label_value: 'replica' });
  });

  it('removes the label from other pods when its role changes', () => {
    const command = '/bin/sh /etc/ballast/on-role-change.sh';
    expect(patroni().postgresql.callbacks).toEqual({ on_start: '/bin/sh /etc/ballast/on-start.sh', on_role_change: command });
  });

  it('runs rewind.sh in place of pg_rewind, and deletes data only after that failed', () => {
    const { bin_name, ...rest } = patroni().postgresql;
    expect(bin_name).toEqual({ pg_rewind: '/tmp/patroni/pg_rewind' });
    expect(Object.keys(rest).filter((name) => name.startsWith('remove_'))).toEqual(['remove_data_directory_on_rewind_failure']);
  });

  it.each([15, 16, 17, 18] as const)('runs the programs of PostgreSQL %d', (version) => {
    expect(patroni({ ...replicated, version }).postgresql.bin_dir).toBe(`/usr/lib/postgresql/${version}/bin`);
  });

  it('runs pg_rewind as the replicator', () => {
    expect(patroni().postgresql.authentication.rewind).toEqual({ username: 'replicator' });
  });

  it('takes changes through its REST API only with a password, from members', () => {
    expect(patroni().restapi).toMatchObject({ authentication: { username: 'patroni' }, allowlist_include_members: true });
    const { env } = containerOf('postgresql');
    expect(env).toContainEqual({
      name: 'PATRONI_RESTAPI_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'db-patroni', key: 'password' } },
    });
  });
});

describe('pg_hba.conf', () => {
  const rules = (props?: Replicated): string[] => patroni(props).postgresql.pg_hba;

  it('accepts no connection over the network without a password', () => {
    const remote = rules().filter((line) => !line.startsWith('local '));
    expect(new Set(remote.map((line) => line.split(' ').at(-1)))).toEqual(new Set(['reject', 'scram-sha-256']));
  });

  it('admits the roles of a database to it alone', () => {
    const databases = [databaseNamed('orders', 'db-orders'), databaseNamed('users', 'db-users')];
    expect(rules({ ...replicated, databases }).slice(-2)).toEqual([
      'host orders orders,+orders_app,+orders_reader all scram-sha-256',
      'host users users,+users_app,+users_reader all scram-sha-256',
    ]);
  });

  it('names a database in each rule for other pods', () => {
    const fromOthers = rules().filter((line) => line.startsWith('host ') && !line.includes(' 127.0.0.1/32 ') && !line.endsWith(' reject'));
    expect(fromOthers.map((line) => line.split(' ')[1])).toEqual(['replication', 'postgres', 'orders']);
  });

  it('trusts the exporter, over the socket, in one database', () => {
    expect(rules().filter((line) => line.endsWith(' trust'))).toEqual(['local postgres monitor trust']);
  });

  it('admits the superuser over the socket only, and the replicator for its two uses', () => {
    const of = (role: string) => rules().filter((line) => line.split(' ')[2] === role);
    expect(of('postgres')).toEqual(['local all postgres peer map=instance', 'host all postgres all reject']);
    expect(of('replicator')).toEqual(['host replication replicator all scram-sha-256', 'host postgres replicator all scram-sha-256']);
  });
});

describe('the lists for the keeper', () => {
  it('name every role with the file of its password, and every database', () => {
    expect(file('roles')).toBe(
      [
        'replicator /etc/ballast-secrets/db-replication/password\n',
        'orders /etc/ballast-secrets/db-orders/password\n',
        'orders_app /etc/ballast-secrets/db-orders-app/password\n',
        'orders_reader /etc/ballast-secrets/db-orders-reader/password\n',
      ].join(''),
    );
    expect(file('databases')).toBe('orders\n');
  });

  it('refer to files that are mounted in its container', () => {
    const { volumes, containers } = statefulSet().spec.template.spec;
    const { projected } = volumes.find(({ name }: { name: string }) => name === 'passwords');
    const paths = projected.sources.map(({ secret }: { secret: { items: { path: string }[] } }) => `/etc/ballast-secrets/${secret.items[0]?.path}`);
    expect(paths).toEqual(
      file('roles')
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[1]),
    );
    const keeper = containers.find(({ name }: { name: string }) => name === 'keeper');
    expect(keeper.volumeMounts).toContainEqual({ name: 'passwords', mountPath: '/etc/ballast-secrets', readOnly: true });
  });
});

describe('a change of configuration', () => {
  const annotations = (props = {}) => statefulSet({ ...replicated, ...props }).spec.template.metadata.annotations;

  it('rolls the pods when it is in files that are read at start', () => {
    expect(Object.keys(annotations()).sort()).toEqual([
      'checksum/hold-labels.sh',
      'checksum/keeper.sh',
      'checksum/patroni.sh',
      'checksum/patroni.yml',
      'checksum/start.sh',
    ]);
    expect(annotations({ version: 16 })['checksum/patroni.yml']).not.toBe(annotations()['checksum/patroni.yml']);
  });

  it('does not roll the pods when the keeper or Patroni reloads the file', () => {
    expect(annotations({ parameters: { work_mem: '8MB' }, synchronous: 'quorum' })).toEqual(annotations());
  });
});
