import type { Row } from '../../row';
import { asynchronous, quorumStrict } from './acknowledged';
import { allPodsDeleted } from './all-pods-deleted';
import { apiFrozen15, apiFrozen60 } from './api-frozen';
import { containerKilled, postmasterKilled, primaryDeleted } from './failover';
import { frozenPrimary } from './frozen-primary';
import { drain, rollingRestart } from './maintenance';
import { networkPolicy } from './network-policy';
import { nodeLoss, nodeLossGrace50 } from './node-loss';
import { readOwnWrite } from './read-own-write';
import { readsPrimaryDown, readsReplicasDown } from './reads';
import { readsShare } from './reads-share';
import { readyFromNothing } from './ready-from-nothing';
import { replicaVolumeLost } from './replica-volume-lost';
import { replicationLag } from './replication-lag';

/** Every row, in the order of runs and of docs/proof.md. */
export const rows: readonly Row[] = [
  readyFromNothing,
  primaryDeleted,
  postmasterKilled,
  containerKilled,
  nodeLoss,
  nodeLossGrace50,
  allPodsDeleted,
  replicaVolumeLost,
  apiFrozen15,
  apiFrozen60,
  rollingRestart,
  drain,
  readsPrimaryDown,
  readsReplicasDown,
  readsShare,
  replicationLag,
  readOwnWrite,
  quorumStrict,
  asynchronous,
  frozenPrimary,
  networkPolicy,
];
