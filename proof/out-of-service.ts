import { kubectl } from './kubectl';
import type { Node } from './shapes';

// How an administrator says that a node does not run and will not run: Kubernetes removes its pods, and detaches their volumes.

const key = 'node.kubernetes.io/out-of-service';

export const giveUpNode = async (node: string): Promise<void> =>
  void (await kubectl(['taint', 'node', node, `${key}=nodeshutdown:NoExecute`, '--overwrite']));

export const isGivenUp = ({ spec }: Pick<Node, 'spec'>): boolean => spec.taints?.some((taint) => taint.key === key) ?? false;

export const takeNodeBack = async (node: string): Promise<void> => void (await kubectl(['taint', 'node', node, `${key}-`]));
