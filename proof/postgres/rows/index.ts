import type { ProvenComponent } from '../../proven-component';
import type { Row } from '../../row';
import { asynchronous, quorumStrict } from './acknowledged';
import { apiFrozen } from './api-frozen';
import { frozenPrimary } from './frozen-primary';
import { lastReplica, lastReplicaStrict } from './last-replica';
import { postmasterKilled } from './postmaster-killed';
import { readOwnWrite } from './read-own-write';
import { readsPrimaryDown, readsReplicasDown } from './reads';
import { readsShare } from './reads-share';
import { replicationLag } from './replication-lag';
import * as shared from './shared';

/** Every row of a PostgresCluster, in the order of runs and of its page. */
export const rows = (component: ProvenComponent): readonly Row[] => [
  shared.readyFromNothing(component),
  shared.primaryDeleted(component),
  postmasterKilled,
  shared.primaryContainerKilled(component),
  ...shared.primaryNodeLoss(component),
  shared.allPodsDeleted(component),
  shared.replicaVolumeLost(component),
  apiFrozen(15),
  apiFrozen(60),
  shared.restart(component),
  shared.drained(component),
  ...shared.restartWithoutNode(component),
  readsPrimaryDown,
  readsReplicasDown,
  ...shared.readsWithoutNode(component),
  readsShare,
  replicationLag,
  readOwnWrite,
  lastReplica,
  lastReplicaStrict,
  quorumStrict,
  asynchronous,
  frozenPrimary,
  shared.connections(component),
];
