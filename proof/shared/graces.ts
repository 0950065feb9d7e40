import type { Promised } from '../measurement';
import { onlyWithGrace } from '../monitor-grace';
import type { Row } from '../row';

/** The default grace period of Kubernetes since 1.32 is 50 s; the test cluster's own is 20 s. */
const graces = [
  { grace: '20s', suffix: '' },
  { grace: '50s', suffix: '-grace-50' },
] as const;

type Grace = (typeof graces)[number]['grace'];

/** A row in which a node is lost, once for each grace period: until it ends, Kubernetes believes that the node's pods are ready. */
export const withGraces = (rowOf: Row | ((grace: Grace) => Row)): readonly Row[] =>
  graces.map(({ grace, suffix }) => {
    const row = typeof rowOf === 'function' ? rowOf(grace) : rowOf;
    return {
      ...row,
      name: `${row.name}${suffix}`,
      title: `${row.title} (grace ${grace})`,
      causes: `${row.causes}; node-monitor grace period ${grace}`,
      notHere: (cluster) => row.notHere?.(cluster) ?? onlyWithGrace(grace)(cluster),
    };
  });

export interface PromisedByGrace {
  readonly promise: Promised;
  /** With 50 s: while clients connect again, look-ups still reach the DNS server of the lost node. @default the same */
  readonly promiseOf50?: Promised;
}

export const promiseOf = (grace: Grace, { promise, promiseOf50 = promise }: PromisedByGrace): Promised => (grace === '50s' ? promiseOf50 : promise);
