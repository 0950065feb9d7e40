import { type Broken, must } from '../kubernetes';
import { brokenRules } from './parameter-rules';
import { checkParameters } from './parameters/check';
import { type Parameters, readGiven } from './parameters/given';
import { type ParameterValue, readBoolean, readNumber } from './parameters/values';

/** Parameters that Patroni or this component sets (those of recovery among them), or that start.sh derives from the memory limit and the volume size. */
const owned = [
  'cluster_name',
  'config_file',
  'data_directory',
  'effective_cache_size',
  'hba_file',
  'hot_standby',
  'listen_addresses',
  'maintenance_work_mem',
  'max_slot_wal_keep_size',
  'max_wal_size',
  'password_encryption',
  'port',
  'primary_conninfo',
  'primary_slot_name',
  'recovery_min_apply_delay',
  'recovery_target',
  'recovery_target_action',
  'recovery_target_inclusive',
  'recovery_target_lsn',
  'recovery_target_name',
  'recovery_target_time',
  'recovery_target_timeline',
  'recovery_target_xid',
  'shared_buffers',
  'synchronous_standby_names',
  'unix_socket_directories',
  'unix_socket_group',
  'unix_socket_permissions',
];

interface Cluster {
  readonly parameters?: Parameters | undefined;
  /** Number of instances, the primary included. */
  readonly instances: number;
  readonly synchronous: string;
  /** Size of the volume. */
  readonly storage: string;
}

/** Parameters that PostgreSQL refuses, that this component sets itself, or that break its promises. */
export function wrongParameters({ parameters = {}, instances, synchronous, storage }: Cluster, version: number): Broken[] {
  const own = Object.keys(parameters).filter((name) => owned.includes(name.toLowerCase()));
  if (own.length > 0) return own.map((name) => ({ path: ['parameters', name], remedy: 'this component sets or derives it; leave it out' }));
  const refused = checkParameters(parameters, version);
  if (refused.length > 0) return refused.map(({ name, remedy }) => ({ path: ['parameters', name], remedy }));
  const { wal_level: walLevel = 'replica', max_wal_senders: senders = 10, max_replication_slots: slots = 10 } = parameters;
  const needed = Math.max(5, instances + 2); // one for each replica, and two for replicas that are copied again
  return [
    ...undurable(parameters, synchronous),
    ...must(['replica', 'logical'].includes(String(walLevel).toLowerCase()), ['parameters', 'wal_level'], "it must be 'replica' or 'logical'"),
    ...atLeast(needed, 'max_wal_senders', senders),
    ...atLeast(needed, 'max_replication_slots', slots),
    ...brokenRules(readGiven(parameters, version), storage),
  ];
}

const atLeast = (needed: number, name: string, value: ParameterValue): Broken[] =>
  must((readNumber(value, { kind: 'integer', unit: '' }) ?? 0) >= needed, ['parameters', name], `it must be at least ${needed}`);

/** Parameters that would silently undo `synchronous`. */
function undurable(parameters: Parameters, synchronous: string): Broken[] {
  const { synchronous_commit: commit = 'on' } = parameters;
  const unsafe = ['fsync', 'full_page_writes'].filter((name) => readBoolean(parameters[name]) === false);
  const local = readBoolean(commit) === false || String(commit).toLowerCase() === 'local';
  return [
    ...unsafe.map((name) => ({ path: ['parameters', name], remedy: 'if it is off, a crash can destroy the data; leave it out' })),
    ...must(
      synchronous === 'off' || !local,
      ['parameters', 'synchronous_commit'],
      `with synchronous '${synchronous}' a commit must wait for a replica; leave it out, or choose synchronous 'off'`,
    ),
  ];
}
