import type { Construct } from 'constructs';
import { bytesOf } from '../../model';
import {
  componentName,
  invalid,
  requireBytes,
  requireCpu,
  requireInteger,
  requireName,
  requireOneOf,
  requireSecretKey,
  requireTag,
} from '../kubernetes';
import type { AppendFsync, MaxmemoryPolicy, RedisClusterProps } from './props';

const policies: readonly MaxmemoryPolicy[] = ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'];
const flushes: readonly AppendFsync[] = ['everysec', 'always'];

/** Throws at the first prop that cannot work, before anything is made. */
export function check(scope: Construct, props: RedisClusterProps): void {
  requireName(scope, 'its name', componentName(scope), 52 - '-shards-01234567'.length); // its Job's name is longer
  requireInteger(scope, 'shards', props.shards, 3, 50);
  if (props.retiringPods !== undefined) requireInteger(scope, 'retiringPods', props.retiringPods, 0, 300);
  requireInteger(scope, 'replicasPerShard', props.replicasPerShard, 1, 5);
  if (props.password) requireSecretKey(scope, 'password', props.password);
  requireBytes(scope, 'storage', props.storage);
  requireCpu(scope, 'resources.cpu', props.resources.cpu);
  requireBytes(scope, 'resources.memory', props.resources.memory);
  checkSizes(scope, props);
  if (props.nodeTimeoutMilliseconds !== undefined) requireInteger(scope, 'nodeTimeoutMilliseconds', props.nodeTimeoutMilliseconds, 1000, 60_000);
  if (props.maxmemoryPolicy !== undefined) requireOneOf(scope, 'maxmemoryPolicy', props.maxmemoryPolicy, policies);
  if (props.appendFsync !== undefined) requireOneOf(scope, 'appendFsync', props.appendFsync, flushes);
  if (props.minReplicasToWrite !== undefined) checkMinReplicas(scope, props.minReplicasToWrite, props.replicasPerShard);
  if (props.imageVersion !== undefined) checkVersion(scope, props.imageVersion);
}

/** In bytes: the server and its backlog alone take 20 MiB or so. */
const leastMemory = 64 * 2 ** 20;

function checkSizes(scope: Construct, { storage, resources: { memory } }: RedisClusterProps): void {
  if (bytesOf(memory) < leastMemory) throw invalid(scope, 'resources.memory', memory, "it must be at least '64Mi', of which 70 % are for data");
  if (bytesOf(storage) < 3 * bytesOf(memory)) {
    const why = 'the append-only file is rewritten beside itself, and a replica has the copy that it began with';
    throw invalid(scope, 'storage', storage, `it must be at least three times the memory (${memory}): ${why}`);
  }
}

/** What the scripts use is in 7.0 and newer; a tag that begins with no number may be anything. */
function checkVersion(scope: Construct, version: string): void {
  requireTag(scope, 'imageVersion', version);
  if (Number.parseInt(version, 10) < 7) throw invalid(scope, 'imageVersion', version, 'it must be Redis 7.0 or newer');
}

function checkMinReplicas(scope: Construct, value: number, replicas: number): void {
  requireInteger(scope, 'minReplicasToWrite', value, 0);
  if (value > replicas) throw invalid(scope, 'minReplicasToWrite', value, `a shard has ${replicas}: with more no write would ever be taken`);
}
