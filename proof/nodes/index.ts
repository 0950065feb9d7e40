import { existsSync } from 'node:fs';
import { kubectlJson } from '../kubectl';
import type { List, Node } from '../shapes';
import type { NodeAdapter, Nodes } from './adapter';
import { isKind, kindNodes } from './kind';
import { clusterProgram, isTestCluster, testClusterNodes } from './test-cluster';

export type { ContainerRef, NodeAdapter } from './adapter';

/** Recognises the cluster by its nodes, and returns the adapter that can stop them. */
export async function recogniseNodes(root: string): Promise<NodeAdapter> {
  const { items } = await kubectlJson<List<Node>>(['get', 'nodes'], { timeoutSeconds: 10 });
  return adapterFor(items, clusterProgram(root));
}

/** @param program the program of the test cluster */
export function adapterFor(nodes: readonly Node[], program: string): NodeAdapter {
  if (isKind(nodes)) return remembering(kindNodes());
  if (!isTestCluster(nodes)) {
    const found = nodes.map(({ metadata, spec }) => `${metadata.name} (${spec.providerID ?? 'no provider ID'})`).join(', ') || 'none';
    throw new Error(
      `the proof can stop nodes of kind (provider ID kind://...) and of the test cluster (node1, node2, ... in region test); this cluster has other nodes: ${found}`,
    );
  }
  if (!existsSync(program))
    throw new Error(
      `these are nodes of the test cluster, but its program ${program} does not exist; set PROOF_CLUSTER_PROGRAM to the path of 'cluster'`,
    );
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
