import type { Construct } from 'constructs';
import type fc from 'fast-check';
import type { Connection } from '../workload/connections';

/** What the property test needs from a component: the export `arbitrary` of arbitrary.ts in its folder. */
export interface ComponentArbitrary<Props> {
  /** Its frequency among the components of a platform, relative to the weights of the others. */
  readonly weight: number;
  readonly id: fc.Arbitrary<string>;
  readonly props: fc.Arbitrary<Props>;
  /**
   * Creates the component as a chart does.
   *
   * @param connections to components that were created before, for components that connect to others
   */
  make(scope: Construct, id: string, props: Props, connections: readonly Connection[]): Construct;
}
