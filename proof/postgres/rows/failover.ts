import { execIn, kubectl } from '../../kubectl';
import { judgeOutages, repetitions } from '../../outages';
import { containerOf, namespace } from '../../pods';
import type { Row } from '../../row';
import type { Pod } from '../../shapes';
import { databaseContainer, databasePods } from '../component';

// Faults of a primary whose node keeps running.

const within4 = { text: 'writes stop for at most 4 s', maximum: 4 };
const within8 = { text: 'writes stop for at most 8 s', maximum: 8 };

export const primaryDeleted: Row = {
  name: 'primary-deleted',
  title: 'The primary is deleted',
  causes: "the primary's pod is deleted (kubectl delete pod), as by an eviction",
  promise: within4,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, {
        cause: async ({ metadata }) => void (await kubectl(['delete', 'pod', '-n', namespace, metadata.name, '--wait=false'])),
      }),
      within4,
    ),
};

/** Reads the PID from postmaster.pid: the oldest process of that name may not be the postmaster, and killing a backend is a smaller failure. */
export const killPostmaster = async (pod: string): Promise<void> =>
  void (await execIn(namespace, pod, databaseContainer, ['/bin/sh', '-c', 'kill -9 "$(head -n 1 /var/lib/postgresql/data/postmaster.pid)"']));

export const postmasterKilled: Row = {
  name: 'postmaster-killed',
  title: 'The postmaster is killed',
  causes: "kill -9 of the primary's postmaster; Patroni keeps running",
  promise: within4,
  run: async (context) => judgeOutages(context, await repetitions(context, { cause: ({ metadata }) => killPostmaster(metadata.name) }), within4),
};

/** Kubernetes delays a second restart within ten minutes by 10 s and more; a new pod has no restart history. */
async function renewRestarted({ metadata }: Pod): Promise<void> {
  const pod = (await databasePods()).find((candidate) => candidate.metadata.name === metadata.name && candidate.metadata.labels?.role !== 'primary');
  if (pod?.status.containerStatuses?.some((status) => status.restartCount > 0)) await kubectl(['delete', 'pod', '-n', namespace, metadata.name]);
}

export const containerKilled: Row = {
  name: 'container-killed',
  title: "The primary's container is killed",
  causes:
    "SIGKILL of the container's first process from outside, as when it runs out of memory; the container had not crashed in the ten minutes before (Kubernetes delays a second restart by 10 s)",
  promise: within8,
  run: async (context) =>
    judgeOutages(
      context,
      await repetitions(context, { cause: (pod) => context.adapter.killContainer(containerOf(pod, databaseContainer)), renew: renewRestarted }),
      within8,
    ),
};
