import { onlyWithGrace } from '../monitor-grace';
import type { Row } from '../row';

/** The default grace period of Kubernetes since 1.32 is 50 s; the test cluster's own is 20 s. */
const graces = [
  { grace: '20s', suffix: '' },
  { grace: '50s', suffix: '-grace-50' },
] as const;

/** A row in which a node is lost, once for each grace period: until it ends, Kubernetes believes that the node's pods are ready. */
export const withGraces = (row: Row): readonly Row[] =>
  graces.map(({ grace, suffix }) => ({
    ...row,
    name: `${row.name}${suffix}`,
    title: `${row.title} (grace ${grace})`,
    causes: `${row.causes}; node-monitor grace period ${grace}`,
    notHere: (cluster) => row.notHere?.(cluster) ?? onlyWithGrace(grace)(cluster),
  }));
