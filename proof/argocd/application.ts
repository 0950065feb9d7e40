import type { Manifest } from '../../model';
import { kubectl, kubectlJson } from '../kubectl';
import { sleep, until } from '../wait';

// An Application of Argo CD: created, published to, and watched.

const [namespace, name] = ['argocd', 'proof'];

/** Automated, with pruning and self-healing, as the README describes it. */
export const application = (repository: string): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace },
  spec: {
    project: 'default',
    source: { repoURL: repository, targetRevision: 'main', path: '.' },
    destination: { server: 'https://kubernetes.default.svc' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  },
});

interface Status {
  readonly sync?: { readonly status: string; readonly revision?: string };
  readonly health?: { readonly status: string };
  readonly operationState?: { readonly phase: string; readonly finishedAt?: string; readonly message?: string };
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status?: string;
    readonly health?: { readonly status: string };
  }[];
}

const status = async (): Promise<Status> => (await kubectlJson<{ status?: Status }>(['get', 'application', name, '-n', namespace])).status ?? {};

/** Why the Application is not Synced to this commit and Healthy; undefined if it is. */
async function notSynced(commit: string): Promise<string | undefined> {
  const { sync, health, operationState, resources = [] } = await status();
  if (sync?.revision !== commit) return `it compares with ${sync?.revision ?? 'nothing'}`;
  const others = resources.filter((each) => each.status !== 'Synced' || (each.health && each.health.status !== 'Healthy'));
  const named = others.map((each) => `${each.kind}/${each.name} ${each.status} ${each.health?.status ?? ''}`.trim()).join(', ');
  if (sync.status !== 'Synced' || health?.status !== 'Healthy')
    return `it is ${sync.status} and ${health?.status}: ${named}; ${operationState?.message}`;
  return operationState?.phase === 'Succeeded' ? undefined : `its last operation is ${operationState?.phase}`;
}

/** Asks for a comparison with the repository, as a webhook of the git host does. */
export const refresh = (): Promise<string> =>
  kubectl(['annotate', 'application', name, '-n', namespace, 'argocd.argoproj.io/refresh=normal', '--overwrite']);

export const waitSynced = (commit: string, timeoutSeconds = 240): Promise<void> =>
  until(`the Application Synced and Healthy at ${commit.slice(0, 8)}`, () => notSynced(commit), { timeoutSeconds, everySeconds: 0.5 });

/** Waits until the operation for this commit has ended, also where the Application cannot become Synced. */
export async function waitOperation(commit: string): Promise<void> {
  const notEnded = async () => {
    const { sync, operationState } = await status();
    return sync?.revision === commit && operationState?.phase === 'Succeeded' ? undefined : `${operationState?.phase} at ${sync?.revision}`;
  };
  await until('the end of its operation', notEnded, { timeoutSeconds: 120 });
}

/** Number of further syncs in a time in which nothing changes. A field in dispute causes one every few seconds. */
export async function syncsWithin(seconds: number): Promise<number> {
  const times = new Set([(await status()).operationState?.finishedAt]);
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    await sleep(2);
    times.add((await status()).operationState?.finishedAt);
  }
  return times.size - 1;
}

/** Deletes the Application, and leaves what it has created. A cluster without Argo CD has none. */
export async function forgetApplication(): Promise<void> {
  const found = await kubectl(['get', 'crd', 'applications.argoproj.io', '--ignore-not-found', '-o', 'name']);
  if (found !== '') await kubectl(['delete', 'application', name, '-n', namespace, '--ignore-not-found']);
}
