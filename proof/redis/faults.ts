import { nodes } from '../cluster';
import { kubectl } from '../kubectl';
import { namespace, nodeOf, selectorText } from '../pods';
import type { Pod } from '../shapes';
import { redisContainer, redisPods, redisSelector, waitHealthy, waitWhole } from './component';

// Faults that rows cause in pods.

const atOnce = ['--force', '--grace-period=0'];

export const deletePod = async (pod: Pick<Pod, 'metadata'>): Promise<void> =>
  void (await kubectl(['delete', 'pod', '-n', namespace, pod.metadata.name, '--wait=false']));

export const deletePodByForce = async (pod: Pick<Pod, 'metadata'>): Promise<void> =>
  void (await kubectl(['delete', 'pod', '-n', namespace, pod.metadata.name, ...atOnce, '--wait=false']));

export const deleteAllPods = async (): Promise<void> =>
  void (await kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(redisSelector), '--wait=false']));

export const deleteAllPodsByForce = async (): Promise<void> =>
  void (await kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(redisSelector), ...atOnce, '--wait=false']));

/** Kubernetes delays a second restart within ten minutes by 10 s and more; a new pod has no restart history. */
export async function renewRestarted(): Promise<void> {
  const restarted = (await redisPods()).filter(({ status }) =>
    status.containerStatuses?.some(({ name, restartCount }) => name === redisContainer && restartCount > 0),
  );
  for (const { metadata } of restarted) {
    await kubectl(['delete', 'pod', '-n', namespace, metadata.name]);
    await waitHealthy();
  }
}

/** Pods stay on the nodes to which they moved from a drained or lost node; a row starts with equal numbers on all nodes. */
export async function levelPods(): Promise<void> {
  const names = (await nodes()).map((node) => node.metadata.name);
  for (const _ of names) {
    await waitWhole();
    const pods = await redisPods();
    const on = (name: string) => pods.filter((pod) => nodeOf(pod) === name);
    const sorted = [...names].sort((a, b) => on(a).length - on(b).length);
    const [least = '', most = ''] = [sorted[0], sorted.at(-1)];
    if (on(most).length - on(least).length < 2) return;
    await kubectl(['delete', 'pod', '-n', namespace, on(most)[0]?.metadata.name ?? '']);
  }
}
