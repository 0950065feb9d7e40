import type { ProvenComponent } from '../../proven-component';
import type { Row } from '../../row';
import { withGraces } from '../../shared/graces';
import { lossDefault, lossMinReplicas, lossWait } from './acknowledged';
import { allDeletedNodeOff } from './all-deleted-node-off';
import { majorityLost } from './majority-lost';
import { memoryUnderRewriting } from './memory-under-rewriting';
import { nodeLossRestart } from './node-loss-restart';
import { passwordRotation } from './password-rotation';
import { placement } from './placement';
import { fewerReplicas, moreReplicas, scaled } from './scaled';
import * as shared from './shared';
import { ttl } from './ttl';
import { twoClusters } from './two-clusters';

/** Every row of a RedisCluster, in the order of runs and of its page. */
export const rows = (component: ProvenComponent): readonly Row[] => [
  shared.formed(component),
  shared.masterDeleted(component),
  shared.masterKilled(component),
  ...shared.masterNodeLoss(component),
  ...shared.nodeGivenUp(component),
  ...withGraces(nodeLossRestart),
  shared.allPodsDeleted(component),
  ...withGraces(allDeletedNodeOff),
  shared.podVolumeLost(component),
  shared.restart(component),
  shared.drained(component),
  ...shared.restartWithoutNode(component),
  ...shared.readsWithoutNode(component),
  ...withGraces(majorityLost),
  lossDefault,
  lossWait,
  lossMinReplicas,
  twoClusters,
  shared.connections(component),
  ttl,
  placement,
  memoryUnderRewriting,
  passwordRotation,
  scaled,
  moreReplicas,
  fewerReplicas,
];
