import type { Promised } from '../measurement';
import { onlyWithGrace } from '../monitor-grace';
import type { Row } from '../row';

/** The default grace period of Kubernetes since 1.32 is 50 s; the test cluster's own is 20 s. */
const graces = [
  { grace: '20s', suffix: '' },
  { grace: '50s', suffix: '-grace-50' },
] as const;

const inGrace = ({ grace, suffix }: (typeof graces)[number], row: Row): Row => ({
  ...row,
  name: `${row.name}${suffix}`,
  title: `${row.title} (grace ${grace})`,
  causes: `${row.causes}; node-monitor grace period ${grace}`,
  notHere: (cluster) => row.notHere?.(cluster) ?? onlyWithGrace(grace)(cluster),
});

/** A row in which a node is lost, once for each grace period: until it ends, Kubernetes believes that the node's pods are ready. */
export const withGraces = (row: Row): readonly Row[] => graces.map((each) => inGrace(each, row));

export interface PromisedByGrace<P extends Promised = Promised> {
  readonly promise: P;
  /**
   * With 50 s: while clients connect again, look-ups still reach the lost node's DNS server, and each of them fails after 2 s. Chance decides how
   * many do, but the grace period ends it. @default the same
   */
  readonly promiseOf50?: P;
}

/** The same for a row whose promise depends on the grace period. */
export const withPromises = <P extends Promised>(
  { promise, promiseOf50 = promise }: PromisedByGrace<P>,
  rowOf: (promise: P) => Row,
): readonly Row[] => graces.map((each) => inGrace(each, rowOf(each.grace === '50s' ? promiseOf50 : promise)));
