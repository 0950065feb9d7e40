import { secret } from '../../../constructs/kubernetes';
import type { PostgresClusterProps } from '../../../constructs/postgres';
import { failure } from '../fixture';
import { databaseNamed, render, replicated, standalone } from './fixture';

const cpu = `it must be a quantity of CPU above zero, such as '250m' or '2'`;
const bytes = `it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'`;
const tag = `it must be an image's tag, such as '4.1-p2'`;
const secretName = `it must be a Secret's name: lower-case letters, digits, '-' and '.', at most 253 characters`;
const twice = 'give each role a password of its own';
const reserved =
  'postgres, template0, template1, replicator, monitor, public, none, all, replication, sameuser, samerole, samegroup are reserved; choose another name';

const database = (...names: readonly string[]) => ({ databases: names.map((name, index) => databaseNamed(name, `secret-${index}`)) });
const readProxy = (fields: object) => ({ readProxy: { ...replicated.readProxy, ...fields } });
const timing = (ttlSeconds: number, loopWaitSeconds: number, retryTimeoutSeconds: number) => ({
  timing: { ttlSeconds, loopWaitSeconds, retryTimeoutSeconds },
});

const wrong: readonly [object, string][] = [
  [{ version: 14 }, 'version is 14; it must be one of 15, 16, 17, 18'],
  [{ images: { spilo: { tag: '' } } }, `images.spilo.tag is ""; ${tag}`],
  [{ images: { spilo: { tag: 'a b' } } }, `images.spilo.tag is "a b"; ${tag}`],
  [{ storage: '10GB' }, `storage is "10GB"; ${bytes}`],
  [{ storage: '10m' }, `storage is "10m"; ${bytes}`],
  [{ storage: '10737418240' }, `storage is "10737418240"; ${bytes}`],
  [{ storage: '1000Mi' }, `storage is "1000Mi"; it must be at least '1Gi'; WAL and its reserve for replicas take most of a smaller volume`],
  [{ storage: '9999999999Ti' }, `storage is "9999999999Ti"; it must be at most '1024Ti'`],
  [{ resources: { cpu: '0', memory: '1Gi' } }, `resources.cpu is "0"; ${cpu}`],
  [{ resources: { cpu: '1', memory: 'lots' } }, `resources.memory is "lots"; ${bytes}`],
  [
    { resources: { cpu: '1', memory: '16Mi' } },
    `resources.memory is "16Mi"; it must be at least '256Mi'; Patroni and the connections need most of a smaller amount`,
  ],
  [{ resources: { cpu: '1', memory: '512m' } }, `resources.memory is "512m"; ${bytes}`],

  [
    { sharedMemory: '513Mi', resources: { cpu: '1', memory: '1Gi' } },
    'sharedMemory is "513Mi"; it must be at most half of resources.memory (1Gi), of which it is a part',
  ],

  [database('Orders'), 'databases[0].name is "Orders"; it must be lower-case letters, digits and _, at most 55'],
  [database('ok', 'a-b'), 'databases[1].name is "a-b"; it must be lower-case letters, digits and _, at most 55'],
  [database('a'.repeat(56)), `databases[0].name is "${'a'.repeat(56)}"; it must be lower-case letters, digits and _, at most 55`],
  [database('pg_orders'), 'databases[0].name is "pg_orders"; PostgreSQL reserves names that begin with pg_; choose another name'],
  [database('a', 'b', 'a'), 'databases[2].name is "a"; it is declared twice; remove one of them'],
  [database('a', 'a_app2'), 'databases[1].name is "a_app2"; a role of another database has this name; choose another one'],
  [
    { databases: [{ ...databaseNamed('a', 'o'), alternate: { applicationPassword: secret('o-app'), readerPassword: secret('o-r2'), used: false } }] },
    `databases[0].alternate.applicationPassword is "o-app/password"; databases[0].applicationPassword already uses it; ${twice}`,
  ],
  [database('a', 'a_reader'), 'databases[1].name is "a_reader"; a role of another database has this name; choose another one'],

  [{ patroniPassword: secret('') }, `patroniPassword.secret is ""; ${secretName}`],
  [{ patroniPassword: secret('DB') }, `patroniPassword.secret is "DB"; ${secretName}`],
  [{ patroniPassword: secret('a', 'b/c') }, `patroniPassword.key is "b/c"; it must be letters, digits, '-', '_' and '.', not beginning with '..'`],
  [{ replicationPassword: secret('a b') }, `replicationPassword.secret is "a b"; ${secretName}`],
  [{ databases: [{ ...databaseNamed('orders', 'o'), ownerPassword: secret('a_b') }] }, `databases[0].ownerPassword.secret is "a_b"; ${secretName}`],
  [{ patroniPassword: secret('db-replication') }, `replicationPassword is "db-replication/password"; patroniPassword already uses it; ${twice}`],
  [{ replicationPassword: secret('db-patroni') }, `replicationPassword is "db-patroni/password"; patroniPassword already uses it; ${twice}`],
  [
    { databases: [{ ...databaseNamed('orders', 'o'), ownerPassword: secret('db-patroni') }] },
    `databases[0].ownerPassword is "db-patroni/password"; patroniPassword already uses it; ${twice}`,
  ],
  [
    { databases: ['a', 'b'].map((name) => databaseNamed(name, 'same')) },
    `databases[1].ownerPassword is "same/password"; databases[0].ownerPassword already uses it; ${twice}`,
  ],
  [
    { databases: [{ ...databaseNamed('a', 'o'), readerPassword: secret('o-app') }] },
    `databases[0].readerPassword is "o-app/password"; databases[0].applicationPassword already uses it; ${twice}`,
  ],

  [{ parameters: { work_mem: Number.NaN } }, 'parameters.work_mem is NaN; it must be text, a number, true or false'],
  [{ parameters: { work_mem: Number.NEGATIVE_INFINITY } }, 'parameters.work_mem is -Infinity; it must be text, a number, true or false'],
  [{ parameters: { max_conections: 10 } }, 'parameters.max_conections is 10; PostgreSQL 15 has no such parameter; did you mean max_connections?'],
  [{ parameters: { Work_Mem: 1 } }, 'parameters.Work_Mem is 1; PostgreSQL spells it work_mem'],
  [{ parameters: { shared_buffers: '1GB' } }, 'parameters.shared_buffers is "1GB"; this component sets or derives it; leave it out'],
  [{ parameters: { Shared_Buffers: '1GB' } }, 'parameters.Shared_Buffers is "1GB"; this component sets or derives it; leave it out'],
  [{ parameters: { wal_level: 'Minimal' } }, `parameters.wal_level is "Minimal"; it must be 'replica' or 'logical'`],
  [{ parameters: { max_wal_senders: 4 } }, 'parameters.max_wal_senders is 4; it must be at least 5'],
  [{ parameters: { max_wal_senders: '04' } }, 'parameters.max_wal_senders is "04"; it must be at least 5'],
  [{ parameters: { max_wal_senders: 'many' } }, 'parameters.max_wal_senders is "many"; it must be a whole number from 0 to 262143'],

  [timing(19, 2, 6), 'timing.ttlSeconds is 19; it must be a whole number from 20 to 3600'],
  [timing(20, 0, 6), 'timing.loopWaitSeconds is 0; it must be a whole number from 1 to 600'],
  [timing(20, 2, 2), 'timing.retryTimeoutSeconds is 2; it must be a whole number from 3 to 600'],
  [timing(20, 2, 8), 'timing.ttlSeconds is 20; it must be at least loopWaitSeconds + 2 * retryTimeoutSeconds + 3 = 21'],
  [timing(30, 10, 9), 'timing.ttlSeconds is 30; it must be at least loopWaitSeconds + 2 * retryTimeoutSeconds + 3 = 31'],
];

const wrongTopology: readonly [object, string][] = [
  [{ synchronous: 'qourum' }, 'synchronous is "qourum"; it must be one of off, on, quorum, quorum-strict'],
  [{ architecture: 'replicatd' }, 'architecture is "replicatd"; it must be one of standalone, replicated'],
  [
    { synchronous: 'quorum-strict', parameters: { synchronous_commit: 'off' } },
    `parameters.synchronous_commit is "off"; with synchronous 'quorum-strict' a commit must wait for a replica; leave it out, or choose synchronous 'off'`,
  ],
  [
    { synchronous: 'quorum', parameters: { synchronous_commit: 'local' } },
    `parameters.synchronous_commit is "local"; with synchronous 'quorum' a commit must wait for a replica; leave it out, or choose synchronous 'off'`,
  ],
  [{ parameters: { fsync: false } }, 'parameters.fsync is false; if it is off, a crash can destroy the data; leave it out'],
  [{ parameters: { full_page_writes: 'off' } }, 'parameters.full_page_writes is "off"; if it is off, a crash can destroy the data; leave it out'],
  [{ replicas: 1 }, 'replicas is 1; it must be a whole number from 2 to 7'],
  [{ replicas: Number.NaN }, 'replicas is NaN; it must be a whole number from 2 to 7'],
  [{ replicas: Number.POSITIVE_INFINITY }, 'replicas is Infinity; it must be a whole number from 2 to 7'],
  [{ replicas: 7, parameters: { max_wal_senders: 8 } }, 'parameters.max_wal_senders is 8; it must be at least 9'],
  [{ parameters: { max_wal_senders: Number.POSITIVE_INFINITY } }, 'parameters.max_wal_senders is Infinity; it must be text, a number, true or false'],
  [{ replicas: 8 }, 'replicas is 8; it must be a whole number from 2 to 7'],
  [{ replicas: 2.5 }, 'replicas is 2.5; it must be a whole number from 2 to 7'],
  [{ maximumReadLag: '16Mi' }, `maximumReadLag is "16Mi"; it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'`],
  [{ maximumReadLag: '0MB' }, `maximumReadLag is "0MB"; it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'`],
  [
    { replicas: 2, synchronous: 'quorum-strict' },
    'synchronous is "quorum-strict"; with 2 replicas, the loss of either stops all commits; use 3 or more replicas',
  ],
  [readProxy({ replicas: 0 }), 'readProxy.replicas is 0; it must be a whole number from 1 to 20'],
  [readProxy({ replicas: 21 }), 'readProxy.replicas is 21; it must be a whole number from 1 to 20'],
  [readProxy({ resources: { cpu: '', memory: '1Gi' } }), `readProxy.resources.cpu is ""; ${cpu}`],
  [
    readProxy({ resources: { cpu: '1', memory: '31Mi' } }),
    `readProxy.resources.memory is "31Mi"; it must be at least '32Mi'; HAProxy needs a buffer for each session`,
  ],
  [readProxy({ resources: { cpu: '1', memory: '-1' } }), `readProxy.resources.memory is "-1"; ${bytes}`],
];

const message = (props: object) => failure(() => render(props as PostgresClusterProps));

describe('a PostgreSQL cluster', () => {
  it.each(wrong)('refuses %j', (props, text) => {
    expect(message({ ...standalone, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each(wrong)('refuses %j when it is replicated too', (props, text) => {
    expect(message({ ...replicated, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each(wrongTopology)('refuses %j when it is replicated', (props, text) => {
    expect(message({ ...replicated, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each(['postgres', 'template0', 'template1', 'replicator', 'monitor', 'public', 'none', 'sameuser'])(
    'refuses the name %s for a database',
    (name) => {
      expect(message({ ...standalone, ...database(name) })).toBe(`10-shop/db: databases[0].name is "${name}"; ${reserved}`);
    },
  );

  it.each([
    'cluster_name',
    'effective_cache_size',
    'hot_standby',
    'listen_addresses',
    'maintenance_work_mem',
    'max_slot_wal_keep_size',
    'max_wal_size',
    'port',
    'primary_conninfo',
    'synchronous_standby_names',
    'unix_socket_directories',
  ])('refuses the parameter %s, which it sets itself', (name) => {
    expect(message({ ...standalone, parameters: { [name]: '1' } })).toBe(
      `10-shop/db: parameters.${name} is "1"; this component sets or derives it; leave it out`,
    );
  });

  it.each<Partial<PostgresClusterProps>>([
    { version: 18 },
    { storage: '1Gi', readProxy: { replicas: 2, resources: { cpu: '50m', memory: '32Mi' } } },
    { databases: [] },
    { parameters: { wal_level: 'logical', max_wal_senders: 5 } },
    { parameters: { 'auto_explain.log_min_duration': '1s' } },
    { parameters: { jit: false, max_parallel_workers: 0, autovacuum_vacuum_scale_factor: 0.01 } },
    { replicas: 7, parameters: { max_wal_senders: '9' } },
    { patroniPassword: secret('passwords', 'patroni'), replicationPassword: secret('passwords', 'replication') },
    { databases: [databaseNamed('pgbench', 'db-pgbench')] },
    timing(20, 2, 7),
    timing(20, 1, 3),
    timing(60, 10, 20),
  ])('accepts %j, which is just within the limits', (props) => {
    expect(() => render({ ...replicated, ...props } as PostgresClusterProps)).not.toThrow();
  });

  it.each([2, 7])('accepts %d replicas', (replicas) => {
    expect(() => render({ ...replicated, replicas })).not.toThrow();
  });
});
