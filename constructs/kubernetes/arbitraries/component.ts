import type { Construct } from 'constructs';
import type fc from 'fast-check';
import type { Connection } from '../workload/connections';

/** What the property test must know of a component: `arbitrary` of its folder's arbitrary.ts. */
export interface ComponentArbitrary<Props> {
  /** How often it is among the components of a platform, beside the others' weights. */
  readonly weight: number;
  readonly id: fc.Arbitrary<string>;
  readonly props: fc.Arbitrary<Props>;
  /**
   * Makes the component as a chart would.
   *
   * @param connections to components that were made before, for those that connect to others
   */
  make(scope: Construct, id: string, props: Props, connections: readonly Connection[]): Construct;
}
