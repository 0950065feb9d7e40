import { kubectl } from './kubectl';
import { podsWith } from './pods';
import { sleep } from './wait';

const soon = 2; // seconds in which the scheduler finds a node for a pod if it knows the pod's claim

/**
 * Makes the scheduler try unscheduled pods again. It may process a new pod before it knows the pod's claim ("unbound immediate
 * PersistentVolumeClaims. not found"). It then retries after five minutes, or when the pod changes.
 *
 * @returns the number of such pods
 */
export async function remindScheduler(namespace: string): Promise<number> {
  await sleep(soon);
  const left = (await podsWith({}, namespace)).filter((pod) => !pod.spec.nodeName).map((pod) => pod.metadata.name);
  if (left.length > 0) await kubectl(['annotate', 'pods', '-n', namespace, ...left, `proof/reminded=${Date.now()}`, '--overwrite']);
  return left.length;
}
