import { nodes } from './cluster';
import { kubectl } from './kubectl';
import { nodeOf, podsOf } from './pods';
import { type ProvenComponent, waitHealthy } from './proven-component';
import type { Pod } from './shapes';

// Faults that rows cause in pods and nodes, and what restores a fair start after them.

/** Deletes pods in one command, as an eviction does. */
export async function deletePods(pods: readonly Pod[], ...options: readonly string[]): Promise<void> {
  const [first] = pods;
  if (!first) throw new Error('there is no pod to delete');
  await kubectl(['delete', 'pod', '-n', first.metadata.namespace, ...pods.map(({ metadata }) => metadata.name), '--wait=false', ...options]);
}

export const deletePod = (pod: Pod): Promise<void> => deletePods([pod]);

/** Deletes pods without waiting for their nodes. */
export const deletePodsByForce = (pods: readonly Pod[]): Promise<void> => deletePods(pods, '--force', '--grace-period=0');

/** Drains a pod's node, as an administrator does. */
export const drainNodeOf = async (pod: Pod): Promise<void> =>
  void (await kubectl(['drain', nodeOf(pod), '--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=180s'], { timeoutSeconds: 200 }));

export const uncordonNodeOf = async (pod: Pod): Promise<void> => void (await kubectl(['uncordon', nodeOf(pod)]));

const mainWorkload = ({ dist }: Pick<ProvenComponent, 'dist'>): readonly string[] => {
  const { kind, metadata } = dist.workload();
  return [`${kind.toLowerCase()}/${metadata.name}`, '-n', dist.namespace];
};

/** Begins a rolling restart of the main workload. */
export const startRestart = async (component: Pick<ProvenComponent, 'dist'>): Promise<void> =>
  void (await kubectl(['rollout', 'restart', ...mainWorkload(component)]));

/** Waits until every pod of the main workload is restarted. */
export const restartComplete = async (component: Pick<ProvenComponent, 'dist'>): Promise<void> =>
  void (await kubectl(['rollout', 'status', ...mainWorkload(component), '--timeout=580s'], { timeoutSeconds: 600 }));

/** Kubernetes delays a second restart within ten minutes by 10 s and more; a new pod has no restart history. */
export async function renewRestarted(component: ProvenComponent): Promise<void> {
  const { container, dist } = component;
  const restarted = (await podsOf(dist)).filter(({ status }) =>
    status.containerStatuses?.some(({ name, restartCount }) => name === container && restartCount > 0),
  );
  for (const { metadata } of restarted) {
    await kubectl(['delete', 'pod', '-n', metadata.namespace, metadata.name]);
    await waitHealthy(component);
  }
}

/**
 * Moves pods until all nodes have equal numbers. Pods stay on the nodes to which they moved from a drained or lost node.
 *
 * @param settled waits until the next pod can be moved
 */
export async function levelPods({ dist }: Pick<ProvenComponent, 'dist'>, settled: () => Promise<void>): Promise<void> {
  const names = (await nodes()).map((node) => node.metadata.name);
  for (const _ of names) {
    await settled();
    const pods = await podsOf(dist);
    const on = (name: string) => pods.filter((pod) => nodeOf(pod) === name);
    const sorted = [...names].sort((a, b) => on(a).length - on(b).length);
    const [least = '', most = ''] = [sorted[0], sorted.at(-1)];
    if (on(most).length - on(least).length < 2) return;
    await kubectl(['delete', 'pod', '-n', dist.namespace, on(most)[0]?.metadata.name ?? '']);
  }
}
