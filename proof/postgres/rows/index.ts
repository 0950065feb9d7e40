import type { ProvenComponent } from '../../proven-component';
import type { Row } from '../../row';
import { withGraces } from '../../shared/graces';
import { asynchronous, named, quorumStrict } from './acknowledged';
import { apiFrozen } from './api-frozen';
import { dnsLost } from './dns-lost';
import { frozenPrimary, thawedPrimary } from './frozen-primary';
import { killedWhileCopying } from './killed-while-copying';
import { lastReplica, lastReplicaStrict } from './last-replica';
import { passwordRotation } from './password-rotation';
import { postmasterKilled } from './postmaster-killed';
import { readOwnWrite } from './read-own-write';
import { readsPrimaryDown, readsReplicasDown } from './reads';
import { readsShare } from './reads-share';
import { replicationLag } from './replication-lag';
import * as shared from './shared';

/** A row with two failures at once: of two instances, none would be left. */
const ofThree =
  ({ dist }: ProvenComponent) =>
  (row: Row): Row => ({
    ...row,
    notHere: (cluster) => (dist.replicas() < 3 ? `it needs three instances; ${dist.id} has ${dist.replicas()}` : row.notHere?.(cluster)),
  });

/** Every row of a PostgresCluster, in the order of runs and of its page. */
export const rows = (component: ProvenComponent): readonly Row[] => [
  shared.readyFromNothing(component),
  shared.primaryDeleted(component),
  postmasterKilled,
  shared.primaryContainerKilled(component),
  ...shared.primaryNodeLoss(component),
  ...withGraces(dnsLost),
  ...shared.nodeGivenUp(component),
  shared.allPodsDeleted(component),
  shared.replicaVolumeLost(component),
  ofThree(component)(killedWhileCopying),
  apiFrozen(15),
  apiFrozen(60),
  shared.restart(component),
  shared.drained(component),
  passwordRotation,
  ...shared.restartWithoutNode(component).map(ofThree(component)),
  readsPrimaryDown,
  readsReplicasDown,
  ...shared.readsWithoutNode(component),
  readsShare,
  replicationLag,
  readOwnWrite,
  ...[lastReplica, lastReplicaStrict].flatMap(withGraces).map(ofThree(component)),
  quorumStrict,
  named,
  asynchronous,
  frozenPrimary,
  thawedPrimary,
  shared.connections(component),
];
