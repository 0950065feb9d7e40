import { kubectl } from '../kubectl';
import type { Pod } from '../manifest';
import { namespace, selectorText } from '../pods';
import { redisContainer, redisPods, redisSelector, waitHealthy } from './component';

// What rows do to pods.

const atOnce = ['--force', '--grace-period=0'];

export const deletePod = async (pod: Pick<Pod, 'metadata'>): Promise<void> =>
  void (await kubectl(['delete', 'pod', '-n', namespace, pod.metadata.name, '--wait=false']));

export const deletePodByForce = async (pod: Pick<Pod, 'metadata'>): Promise<void> =>
  void (await kubectl(['delete', 'pod', '-n', namespace, pod.metadata.name, ...atOnce, '--wait=false']));

export const deleteAllPods = async (): Promise<void> =>
  void (await kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(redisSelector), '--wait=false']));

export const deleteAllPodsByForce = async (): Promise<void> =>
  void (await kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(redisSelector), ...atOnce, '--wait=false']));

/** Kubernetes delays a second restart within ten minutes by 10 s and more; a new pod starts with a clean record. */
export async function renewRestarted(): Promise<void> {
  const restarted = (await redisPods()).filter(({ status }) =>
    status.containerStatuses?.some(({ name, restartCount }) => name === redisContainer && restartCount > 0),
  );
  for (const { metadata } of restarted) {
    await kubectl(['delete', 'pod', '-n', namespace, metadata.name]);
    await waitHealthy();
  }
}
