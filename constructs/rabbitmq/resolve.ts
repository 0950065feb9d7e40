import type { Construct } from 'constructs';
import { componentName, invalid, requireValid } from '../kubernetes';
import { type FilledProps, type RabbitmqProps, rabbitmqProps } from './schema';
import { type User, usersOf } from './users';

/** Props with all defaults filled in. */
export type Resolved = FilledProps & {
  /** Number of pods. */
  readonly pods: number;
  /** All users of the broker with their rights, including those of the component itself. */
  readonly accounts: readonly User[];
};

/** Checks the props before use, and fills in the defaults. */
export function resolve(scope: Construct, props: RabbitmqProps): Resolved {
  const filled: FilledProps = requireValid(scope, rabbitmqProps, props);
  const accounts = usersOf(componentName(scope), filled);
  const seen = new Map<string, string>();
  for (const { name, password } of accounts) {
    const id = `${password.secret}/${password.key}`;
    if (seen.has(id)) throw invalid(scope, `the password of ${name}`, id, `${seen.get(id)} already uses it; give each user a password of its own`);
    seen.set(id, name);
  }
  return { ...filled, accounts, pods: filled.architecture === 'clustered' ? filled.replicas : 1 };
}
