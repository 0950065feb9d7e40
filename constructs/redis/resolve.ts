import type { Construct } from 'constructs';
import { componentName, name, requireValid, type SecretKey, secret } from '../kubernetes';
import { type RedisClusterProps, redisClusterProps } from './schema';
import { passwordsOf, type User } from './users';

/** Props with all defaults filled in. */
export type Resolved = RedisClusterProps &
  Required<Pick<RedisClusterProps, 'retiringPods' | 'nodeTimeoutMilliseconds' | 'maxmemoryPolicy' | 'appendFsync' | 'minReplicasToWrite'>> & {
    /** The key of each user's password. */
    readonly passwords: Readonly<Record<User, SecretKey>>;
    /** Number of pods, including retiring ones. */
    readonly pods: number;
    /** Number of pods that stay. */
    readonly keptPods: number;
  };

/** Checks the props before use, and fills in the defaults. */
export function resolve(scope: Construct, props: RedisClusterProps): Resolved {
  requireValid(scope, name('Name.', 52 - '-shards-01234567'.length), componentName(scope), 'its name'); // the name of its Job is longer
  requireValid(scope, redisClusterProps, props);
  const {
    retiringPods = 0,
    nodeTimeoutMilliseconds = 5000,
    maxmemoryPolicy = 'noeviction',
    appendFsync = 'everysec',
    minReplicasToWrite = 0,
  } = props;
  const keptPods = props.shards * (1 + props.replicasPerShard);
  const id = componentName(scope);
  const passwords = passwordsOf(id, props.password ?? secret(id));
  const pods = keptPods + retiringPods;
  return { ...props, retiringPods, nodeTimeoutMilliseconds, maxmemoryPolicy, appendFsync, minReplicasToWrite, passwords, pods, keptPods };
}
