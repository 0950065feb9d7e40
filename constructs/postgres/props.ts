import type { SecretKey } from '../kubernetes';
import type { PostgresClusterProps } from './schema';

export type Timing = NonNullable<PostgresClusterProps['timing']>;

/** Props with all defaults filled in. */
export type Resolved = PostgresClusterProps & {
  readonly timing: Timing;
  readonly replicationPassword: SecretKey;
  readonly patroniPassword: SecretKey;
  /** Number of instances, the primary included. */
  readonly instances: number;
};
