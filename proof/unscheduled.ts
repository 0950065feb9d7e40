import { kubectl } from './kubectl';
import { namespace, podsWith } from './pods';
import { sleep } from './wait';

const soon = 2; // seconds within which a scheduler that sees a pod's claim has found it a node

/**
 * Has the scheduler look again at pods that it left. It may look for a new pod's claim before it has heard of it ("unbound immediate
 * PersistentVolumeClaims. not found"), and then looks again after five minutes, or when the pod changes.
 *
 * @returns how many there were
 */
export async function remindScheduler(): Promise<number> {
  await sleep(soon);
  const left = (await podsWith({})).filter((pod) => !pod.spec.nodeName).map((pod) => pod.metadata.name);
  if (left.length > 0) await kubectl(['annotate', 'pods', '-n', namespace, ...left, `proof/reminded=${Date.now()}`, '--overwrite']);
  return left.length;
}
