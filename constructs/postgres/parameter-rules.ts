// Parameters that PostgreSQL accepts one by one, but does not start with in these pods, or that Patroni drops, or that break this component's promises.
import { bytesOf } from '../../model';
import { type Broken, must } from '../kubernetes';
import type { Given } from './parameters/given';

/** Minimums of Patroni 4.1 (CMDLINE_OPTIONS in patroni/postgresql/config.py): it replaces a smaller value by its default, with only a warning in its log. */
const patroniMinimums: Readonly<Record<string, string>> = {
  max_connections: '25',
  max_locks_per_transaction: '32',
  max_worker_processes: '2',
  wal_keep_size: '16MB',
};

const droppedByPatroni = (given: Given): Broken[] =>
  Object.entries(patroniMinimums).flatMap(([name, minimum]) =>
    must(
      (given.number(name) ?? Number.POSITIVE_INFINITY) >= Number.parseInt(minimum, 10),
      ['parameters', given.spelling(name)],
      `it must be at least ${minimum}; Patroni ignores a smaller value and takes its default`,
    ),
  );

/** max_connections if the environment does not set it. */
export const defaultConnections = 200;

/** Of PostgreSQL; Patroni and the keeper need them when the applications use all other connections. */
const superuserConnections = 3;

/** Parameters with which PostgreSQL does not start. */
function unstartable(given: Given): Broken[] {
  const path = (name: string) => ['parameters', given.spelling(name)];
  const connections = given.number('max_connections') ?? defaultConnections;
  const superuser = given.number('superuser_reserved_connections') ?? superuserConnections;
  const reserved = superuser + (given.number('reserved_connections') ?? 0);
  const named = ['superuser_reserved_connections', 'reserved_connections', 'max_connections'].find(given.has) ?? 'max_connections';
  return [
    ...must(
      superuser >= superuserConnections,
      path('superuser_reserved_connections'),
      `it must be at least ${superuserConnections}; Patroni and the keeper use them when the applications use all others`,
    ),
    ...must(
      reserved < connections,
      path(named),
      `${reserved} of ${connections} connections are reserved (superuser_reserved_connections, reserved_connections); it must leave some, or PostgreSQL does not start`,
    ),
    ...must(
      !given.isOn('ssl') || (given.has('ssl_cert_file') && given.has('ssl_key_file')),
      path('ssl'),
      'it requires ssl_cert_file and ssl_key_file, or PostgreSQL does not start; the pods have no certificate unless a patch mounts one',
    ),
    ...must(
      !given.isOn('huge_pages'),
      path('huge_pages'),
      "it must be 'try' or 'off'; the pods request no huge pages, and PostgreSQL does not start",
    ),
    ...must(
      (given.number('min_wal_size') ?? 80) >= 32,
      path('min_wal_size'),
      "it must be at least '32MB', two segments of WAL, or PostgreSQL does not start",
    ),
    ...must(
      (given.number('max_stack_depth') ?? 0) <= 7680,
      path('max_stack_depth'),
      "it must be at most '7680kB', which leaves 512 kB of the usual stack of 8 MB, or PostgreSQL does not start",
    ),
  ];
}

/** They hide or destroy data after a fault; they are for a rescue by hand. */
const rescue = ['allow_system_table_mods', 'ignore_checksum_failure', 'ignore_invalid_pages', 'ignore_system_indexes', 'zero_damaged_pages'];

/** They apply to every session, also to those of the keeper and the exporter. */
const timeouts = ['statement_timeout', 'transaction_timeout'];
const leastTimeoutMilliseconds = 5000;

/** The time until PostgreSQL notices that the other end of a replication connection is gone. 0 would be never. */
const replicationTimeouts = ['wal_receiver_timeout', 'wal_sender_timeout'];
const mostReplicationMilliseconds = 60_000;

/** Of a volume, for WAL that is kept for replicas; start.sh sets max_slot_wal_keep_size to the same share. */
const walShare = 0.4;

/** Parameters that break what the component promises. */
function harmful(given: Given, storage: string): Broken[] {
  const path = (name: string) => ['parameters', given.spelling(name)];
  const archives = ['archive_command', 'archive_library'].some((name) => (given.text(name) ?? '') !== '');
  const kept = (given.number('wal_keep_size') ?? 0) * 2 ** 20;
  return [
    ...rescue.flatMap((name) => must(!given.isOn(name), path(name), 'if it is on, faults of the data stay hidden; leave it out')),
    ...must(
      !given.isOn('default_transaction_read_only'),
      path('default_transaction_read_only'),
      'the keeper could not write roles and databases; set it for a role with ALTER ROLE',
    ),
    ...must(
      given.text('archive_mode') === undefined || given.isOff('archive_mode') || archives,
      path('archive_mode'),
      'it requires archive_command or archive_library; without one, WAL is never removed and fills the volume',
    ),
    ...timeouts.flatMap((name) => {
      const milliseconds = given.number(name) ?? 0;
      return must(
        milliseconds === 0 || milliseconds >= leastTimeoutMilliseconds,
        path(name),
        `it must be 0 or at least '${leastTimeoutMilliseconds / 1000}s'; it also ends work of the keeper and the exporter`,
      );
    }),
    ...replicationTimeouts.flatMap((name) => {
      const milliseconds = given.number(name) ?? leastTimeoutMilliseconds;
      return must(
        milliseconds >= leastTimeoutMilliseconds && milliseconds <= mostReplicationMilliseconds,
        path(name),
        `it must be between '${leastTimeoutMilliseconds / 1000}s' and '${mostReplicationMilliseconds / 1000}s'; commits wait that long for a replica that is lost`,
      );
    }),
    ...must(
      kept <= walShare * bytesOf(storage),
      path('wal_keep_size'),
      `it must be at most ${walShare * 100} % of storage (${storage}), or WAL fills the volume`,
    ),
  ];
}

export const brokenRules = (given: Given, storage: string): Broken[] => [
  ...droppedByPatroni(given),
  ...unstartable(given),
  ...harmful(given, storage),
];
