import type { Construct } from 'constructs';
import {
  componentName,
  invalid,
  requireBytes,
  requireCpu,
  requireInteger,
  requireOneOf,
  requireSecretKey,
  requireTag,
  type SecretKey,
} from '../kubernetes';
import { checkParameters } from './parameters/check';
import { readBoolean, readNumber } from './parameters/values';
import {
  defaultReplication,
  defaultTiming,
  instancesOf,
  type PatroniTiming,
  type PostgresClusterProps,
  type ReplicatedTopology,
  type Synchronous,
} from './props';

/** Throws at the first prop that cannot work, before anything is made. */
export function check(scope: Construct, props: PostgresClusterProps): void {
  requireOneOf(scope, 'architecture', props.architecture, ['standalone', 'replicated']);
  requireOneOf(scope, 'version', props.version, [15, 16, 17, 18]); // what the image holds
  if (props.imageVersion !== undefined) requireTag(scope, 'imageVersion', props.imageVersion);
  requireBytes(scope, 'storage', props.storage);
  requireCpu(scope, 'resources.cpu', props.resources.cpu);
  requireBytes(scope, 'resources.memory', props.resources.memory);
  checkDatabases(scope, props);
  checkPasswords(scope, props);
  if (props.architecture === 'replicated') checkTopology(scope, props);
  checkOwnParameters(scope, props);
  checkTiming(scope, props.timing ?? defaultTiming);
}

const synchronousModes: readonly Synchronous[] = ['off', 'on', 'quorum', 'quorum-strict'];

const sizePattern = /^[1-9][0-9]*(kB|MB|GB)$/;

function checkTopology(scope: Construct, props: ReplicatedTopology): void {
  requireInteger(scope, 'replicas', props.replicas, 2, 7);
  requireOneOf(scope, 'synchronous', props.synchronous, synchronousModes);
  if (!sizePattern.test(props.maximumReadLag)) {
    throw invalid(scope, 'maximumReadLag', props.maximumReadLag, "it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'");
  }
  if (props.synchronous === 'quorum-strict' && props.replicas < 3) {
    throw invalid(
      scope,
      'synchronous',
      props.synchronous,
      `with ${props.replicas} replicas the loss of either stops all commits; it needs 3 or more`,
    );
  }
  requireInteger(scope, 'readProxy.replicas', props.readProxy.replicas, 1, 20);
  requireCpu(scope, 'readProxy.resources.cpu', props.readProxy.resources.cpu);
  requireBytes(scope, 'readProxy.resources.memory', props.readProxy.resources.memory);
}

const databasePattern = /^[a-z_][a-z0-9_]{0,62}$/;
const reserved = ['postgres', 'template0', 'template1', 'replicator', 'monitor', 'public', 'none'];

function checkDatabases(scope: Construct, props: PostgresClusterProps): void {
  const names = props.databases.map((database) => database.name);
  for (const [index, name] of names.entries()) {
    const where = `databases[${index}].name`;
    if (!databasePattern.test(name)) throw invalid(scope, where, name, 'it must be lower-case letters, digits and _, at most 63');
    if (name.startsWith('pg_')) throw invalid(scope, where, name, 'PostgreSQL keeps names that begin with pg_ for itself; give it another name');
    if (reserved.includes(name)) throw invalid(scope, where, name, `${reserved.join(', ')} are taken; give it another name`);
    if (names.indexOf(name) !== index) throw invalid(scope, where, name, 'it is declared twice');
  }
}

/** Each role has a password of its own: they are files side by side in the pod. */
function checkPasswords(scope: Construct, props: PostgresClusterProps): void {
  const passwords: [property: string, key: SecretKey][] = [
    ['superuserPassword', props.superuserPassword],
    ...(props.replicationPassword ? [['replicationPassword', props.replicationPassword] satisfies [string, SecretKey]] : []),
    ...props.databases.map(({ ownerPassword }, index): [string, SecretKey] => [`databases[${index}].ownerPassword`, ownerPassword]),
  ];
  const seen = new Map<string, string>();
  if (!props.replicationPassword) seen.set(idOf(defaultReplication(componentName(scope))), 'replicationPassword');
  for (const [property, key] of passwords) {
    requireSecretKey(scope, property, key);
    const id = idOf(key);
    if (seen.has(id)) throw invalid(scope, property, id, `it is that of ${seen.get(id)} already; give each role a password of its own`);
    seen.set(id, property);
  }
}

const idOf = ({ secret, key }: SecretKey): string => `${secret}/${key}`;

/** Set by Patroni or by this component, or derived at start from the memory limit and the volume's size. */
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
  'shared_buffers',
  'synchronous_standby_names',
  'unix_socket_directories',
];

function checkOwnParameters(scope: Construct, props: PostgresClusterProps): void {
  const { parameters = {} } = props;
  for (const [name, value] of Object.entries(parameters)) {
    if (owned.includes(name.toLowerCase())) throw invalid(scope, `parameters.${name}`, value, 'it is set or derived by this component; leave it out');
  }
  for (const { name, value, remedy } of checkParameters(parameters, props.version)) throw invalid(scope, `parameters.${name}`, value, remedy);
  checkDurability(scope, props);
  const { wal_level: walLevel = 'replica', max_wal_senders: senders = 10 } = parameters;
  if (!['replica', 'logical'].includes(String(walLevel).toLowerCase())) {
    throw invalid(scope, 'parameters.wal_level', walLevel, "it must be 'replica' or 'logical'");
  }
  const needed = Math.max(5, instancesOf(props) + 2); // each replica, and two that copy themselves anew
  if ((readNumber(senders, { kind: 'integer', unit: '' }) ?? 0) < needed)
    throw invalid(scope, 'parameters.max_wal_senders', senders, `it must be at least ${needed}`);
}

/** Parameters that would silently undo what `synchronous` promises. */
function checkDurability(scope: Construct, props: PostgresClusterProps): void {
  const { parameters = {} } = props;
  for (const name of ['fsync', 'full_page_writes']) {
    if (readBoolean(parameters[name]) === false) {
      throw invalid(scope, `parameters.${name}`, parameters[name], 'without it a crash can destroy the data; leave it out');
    }
  }
  const { synchronous_commit: commit = 'on' } = parameters;
  const acknowledged = props.architecture === 'replicated' && props.synchronous !== 'off';
  if (acknowledged && (readBoolean(commit) === false || String(commit).toLowerCase() === 'local')) {
    const right = `with synchronous '${props.synchronous}' a commit must wait for a replica; leave it out, or choose synchronous 'off'`;
    throw invalid(scope, 'parameters.synchronous_commit', commit, right);
  }
}

/** Beyond Patroni's own rule, so that the old primary has stopped before the lock is free even when calls take their full time. */
const margin = 3;

function checkTiming(scope: Construct, { ttlSeconds, loopWaitSeconds, retryTimeoutSeconds }: PatroniTiming): void {
  requireInteger(scope, 'timing.ttlSeconds', ttlSeconds, 20); // Patroni >= 3.2 raises less to 20 and says so in its log only
  requireInteger(scope, 'timing.loopWaitSeconds', loopWaitSeconds, 1);
  requireInteger(scope, 'timing.retryTimeoutSeconds', retryTimeoutSeconds, 3);
  const needed = loopWaitSeconds + 2 * retryTimeoutSeconds + margin;
  if (needed > ttlSeconds)
    throw invalid(scope, 'timing.ttlSeconds', ttlSeconds, `it must be at least loopWaitSeconds + 2 * retryTimeoutSeconds + ${margin} = ${needed}`);
}
