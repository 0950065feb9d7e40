import type { PostgresClusterProps } from '../../../constructs/postgres';
import { failure } from '../fixture';
import { render, replicated, standalone } from './fixture';

type Parameters = Readonly<Record<string, string | number | boolean>>;

/** The first fault of a server whose volume has 10 GiB, without its place. */
const fault = (parameters: Parameters, more: object = {}) =>
  failure(() => render({ ...standalone, ...more, parameters } as PostgresClusterProps)).replace('10-shop/db: parameters.', '');

describe('a parameter that Patroni ignores', () => {
  it.each([
    ['max_connections', 24, '25'],
    ['max_locks_per_transaction', 31, '32'],
    ['max_worker_processes', 1, '2'],
    ['wal_keep_size', 0, '16MB'],
    ['wal_keep_size', '15360kB', '16MB'],
  ])('is refused: %s %j', (name, value, minimum) => {
    expect(fault({ [name]: value })).toBe(
      `${name} is ${JSON.stringify(value)}; it must be at least ${minimum}; Patroni ignores a smaller value and takes its default`,
    );
  });

  it('is refused when the slots do not suffice for the replicas', () => {
    expect(fault({ max_replication_slots: 4 })).toBe('max_replication_slots is 4; it must be at least 5');
    const seven = { ...replicated, replicas: 7, parameters: { max_replication_slots: 8 } };
    expect(failure(() => render(seven))).toBe('10-shop/db: parameters.max_replication_slots is 8; it must be at least 9');
  });
});

describe('a parameter with which PostgreSQL does not start', () => {
  const leave = 'connections are reserved (superuser_reserved_connections, reserved_connections); it must leave some, or PostgreSQL does not start';

  it.each<[Parameters, string]>([
    [{ superuser_reserved_connections: 200 }, `superuser_reserved_connections is 200; 200 of 200 ${leave}`],
    [{ superuser_reserved_connections: 30, max_connections: 25 }, `superuser_reserved_connections is 30; 30 of 25 ${leave}`],
    [
      { superuser_reserved_connections: 2 },
      'superuser_reserved_connections is 2; it must be at least 3; Patroni and the keeper use them when the applications use all others',
    ],
    [
      { ssl: 'on' },
      'ssl is "on"; it requires ssl_cert_file and ssl_key_file, or PostgreSQL does not start; the pods have no certificate unless a patch mounts one',
    ],
    [{ huge_pages: 'ON' }, `huge_pages is "ON"; it must be 'try' or 'off'; the pods request no huge pages, and PostgreSQL does not start`],
    [{ min_wal_size: '16MB' }, `min_wal_size is "16MB"; it must be at least '32MB', two segments of WAL, or PostgreSQL does not start`],
    [
      { max_stack_depth: '8MB' },
      `max_stack_depth is "8MB"; it must be at most '7680kB', which leaves 512 kB of the usual stack of 8 MB, or PostgreSQL does not start`,
    ],
  ])('is refused: %j', (parameters, text) => {
    expect(fault(parameters)).toBe(text);
  });

  it('is refused by what a version has', () => {
    expect(fault({ reserved_connections: 197 }, { version: 16 })).toBe(`reserved_connections is 197; 200 of 200 ${leave}`);
  });
});

describe('a parameter that breaks a promise', () => {
  const timeout = "it must be 0 or at least '5s'; it also ends work of the keeper and the exporter";
  const replication = "it must be between '5s' and '60s'; commits wait that long for a replica that is lost";
  const wal = 'it must be at most 40 % of storage (10Gi), or WAL fills the volume';

  it.each<[Parameters, string]>([
    [{ zero_damaged_pages: true }, 'zero_damaged_pages is true; if it is on, faults of the data stay hidden; leave it out'],
    [
      { default_transaction_read_only: 'yes' },
      'default_transaction_read_only is "yes"; the keeper could not write roles and databases; set it for a role with ALTER ROLE',
    ],
    [
      { archive_mode: 'always', archive_command: '' },
      'archive_mode is "always"; it requires archive_command or archive_library; without one, WAL is never removed and fills the volume',
    ],
    [{ statement_timeout: 10 }, `statement_timeout is 10; ${timeout}`],
    [{ wal_sender_timeout: '4999ms' }, `wal_sender_timeout is "4999ms"; ${replication}`],
    [{ wal_sender_timeout: 0 }, `wal_sender_timeout is 0; ${replication}`],
    [{ wal_receiver_timeout: '61s' }, `wal_receiver_timeout is "61s"; ${replication}`],
    [{ wal_keep_size: '5GB' }, `wal_keep_size is "5GB"; ${wal}`],
    [{ recovery_target_time: '2024-05-01' }, 'recovery_target_time is "2024-05-01"; this component sets or derives it; leave it out'],
  ])('is refused: %j', (parameters, text) => {
    expect(fault(parameters)).toBe(text);
  });
});

describe('a parameter at its bound', () => {
  it.each<[Parameters]>([
    [{ max_connections: 25, max_locks_per_transaction: 32, max_worker_processes: 2, wal_keep_size: '16MB', max_replication_slots: 5 }],
    [{ max_connections: 25, superuser_reserved_connections: 24 }],
    [{ ssl: true, ssl_cert_file: '/certificates/tls.crt', ssl_key_file: '/certificates/tls.key' }],
    [{ huge_pages: 'try', ssl: 'off', min_wal_size: '32MB', max_stack_depth: '7680kB' }],
    [{ archive_mode: 'on', archive_command: 'cp %p /archive/%f' }],
    [{ archive_mode: 'off', zero_damaged_pages: 'off', default_transaction_read_only: false }],
    [{ statement_timeout: '5s', wal_receiver_timeout: '60s', wal_sender_timeout: '5s', wal_keep_size: '4GB' }],
  ])('is accepted: %j', (parameters) => {
    expect(() => render({ ...standalone, parameters })).not.toThrow();
  });
});
