import type { Construct } from 'constructs';
import { componentName, name, requireValid, type SecretKey, secret } from '../kubernetes';
import { type FilledProps, type RedisClusterProps, redisClusterProps } from './schema';
import { passwordsOf, type User } from './users';

/** Props with all defaults filled in. */
export type Resolved = FilledProps & {
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
  const filled = requireValid(scope, redisClusterProps, props);
  const keptPods = filled.shards * (1 + filled.replicasPerShard);
  const id = componentName(scope);
  return { ...filled, passwords: passwordsOf(id, filled.password ?? secret(id)), pods: keptPods + filled.retiringPods, keptPods };
}
