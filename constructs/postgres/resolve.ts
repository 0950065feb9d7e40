import type { Construct } from 'constructs';
import { componentName, requireValid, secret } from '../kubernetes';
import { checkPasswords } from './passwords';
import type { Resolved, Timing } from './props';
import { type PostgresClusterProps, postgresProps } from './schema';

const defaultTiming: Timing = { ttlSeconds: 20, loopWaitSeconds: 2, retryTimeoutSeconds: 6 };

/** Checks the props before use, and fills in the defaults. */
export function resolve(scope: Construct, props: PostgresClusterProps): Resolved {
  requireValid(scope, postgresProps, props);
  const resolved: Resolved = {
    ...props,
    timing: props.timing ?? defaultTiming,
    replicationPassword: props.replicationPassword ?? secret(`${componentName(scope)}-replication`),
    patroniPassword: props.patroniPassword ?? secret(`${componentName(scope)}-patroni`),
    instances: props.architecture === 'replicated' ? props.replicas : 1,
  };
  checkPasswords(scope, resolved);
  return resolved;
}
