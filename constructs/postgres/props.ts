import type { SecretKey } from '../kubernetes';
import type { FilledProps } from './schema';

export type Timing = FilledProps['timing'];

/** Props with all defaults filled in. */
export type Resolved = FilledProps & {
  readonly replicationPassword: SecretKey;
  readonly patroniPassword: SecretKey;
  /** Number of instances, the primary included. */
  readonly instances: number;
};
