import { existsSync } from 'node:fs';
import type { NodeAdapter, Nodes } from './adapter';
import { kindNodes } from './kind';
import { clusterProgram, testClusterNodes } from './test-cluster';

export type { ContainerRef, NodeAdapter } from './adapter';

/** Chooses the adapter by PROOF_NODES: `test-cluster`, the default if its program exists, or `kind`. */
export function chooseNodes(root: string, wanted = process.env.PROOF_NODES): NodeAdapter {
  const program = clusterProgram(root);
  const name = wanted || (existsSync(program) ? 'test-cluster' : 'kind');
  if (name === 'kind') return remembering(kindNodes());
  if (name !== 'test-cluster') throw new Error(`PROOF_NODES is '${name}'; it must be 'test-cluster' or 'kind'`);
  if (!existsSync(program)) throw new Error(`PROOF_NODES is 'test-cluster', but ${program} does not exist; for a kind cluster set PROOF_NODES=kind`);
  return remembering(testClusterNodes(program));
}

/** Records which nodes are off, even if the row that cut them off fails. */
function remembering(nodes: Nodes): NodeAdapter {
  const off = new Set<string>();
  return {
    ...nodes,
    off,
    async nodeDown(node) {
      off.add(node);
      await nodes.nodeDown(node);
    },
    async nodeUp(node) {
      await nodes.nodeUp(node);
      off.delete(node);
    },
  };
}
