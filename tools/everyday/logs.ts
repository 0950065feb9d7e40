import type { Kubectl } from './kubectl';
import type { LivePod } from './live';
import { oneLine, type Trouble } from './trouble';

/** The last lines of the program that ended, or of the one that runs and is not ready; empty if there is no log. */
export async function lastLines(kubectl: Kubectl, { metadata, status }: LivePod, { container }: Pick<Trouble, 'container'>): Promise<string[]> {
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const meant = all.find(({ name }) => name === container) ?? all.find(({ ready, state }) => !ready && state?.running);
  if (!meant || (!meant.state?.running && !meant.state?.terminated && !meant.lastState?.terminated)) return [];
  const previous = meant.state?.waiting ? ['--previous'] : [];
  const args = ['logs', '-n', metadata.namespace, metadata.name, '-c', meant.name, '--tail=3', ...previous];
  const text = await kubectl(args, { timeoutSeconds: 15 }).catch(() => ''); // the kubelet may have removed it
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `log of ${meant.name}: ${oneLine(line)}`);
}
