import type { Construct } from 'constructs';
import { componentName, requireValid, secret } from '../kubernetes';
import { checkPasswords } from './passwords';
import type { Resolved } from './props';
import { type FilledProps, type PostgresClusterProps, postgresProps } from './schema';

/** Checks the props before use, and fills in the defaults. */
export function resolve(scope: Construct, props: PostgresClusterProps): Resolved {
  const filled: FilledProps = requireValid(scope, postgresProps, props);
  const resolved: Resolved = {
    ...filled,
    replicationPassword: filled.replicationPassword ?? secret(`${componentName(scope)}-replication`),
    patroniPassword: filled.patroniPassword ?? secret(`${componentName(scope)}-patroni`),
    instances: filled.architecture === 'replicated' ? filled.replicas : 1,
  };
  checkPasswords(scope, resolved);
  return resolved;
}
