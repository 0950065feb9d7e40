import type { Row } from '../../row';
import { lossDefault, lossMinReplicas, lossWait } from './acknowledged';
import { allDeleted } from './all-deleted';
import { allDeletedNodeOff } from './all-deleted-node-off';
import { masterDeleted, masterKilled, nodeLoss, nodeLossGrace50 } from './failover';
import { formed } from './formed';
import { drain, rollingRestart } from './maintenance';
import { majorityLost } from './majority-lost';
import { networkPolicy } from './network-policy';
import { nodeLossRestart } from './node-loss-restart';
import { placement } from './placement';
import { scaled } from './scaled';
import { ttl } from './ttl';
import { twoClusters } from './two-clusters';
import { volumeLost } from './volume-lost';

/** Every row, in the order of runs and of docs/proof.md. */
export const rows: readonly Row[] = [
  formed,
  masterDeleted,
  masterKilled,
  nodeLoss,
  nodeLossGrace50,
  nodeLossRestart,
  allDeleted,
  allDeletedNodeOff,
  volumeLost,
  rollingRestart,
  drain,
  majorityLost,
  lossDefault,
  lossWait,
  lossMinReplicas,
  twoClusters,
  networkPolicy,
  ttl,
  placement,
  scaled,
];
