import type { Manifest } from '../../model';
import { asFolder } from '../folder';
import { apply, kubectl } from '../kubectl';
import type { NodeAdapter } from '../nodes';
import type { Gitops } from '../nodes/gitops';
import type { PlatformContext } from '../platform-row';
import { until } from '../wait';
import { refresh } from './application';

/** Makes the manifests the contents of the repository, and provides their images. @returns the commit */
export async function publish({ adapter, runs }: PlatformContext, manifests: readonly Manifest[]): Promise<string> {
  runs(await imageOfArgoCd());
  for (const image of JSON.stringify(manifests).matchAll(/"image":"([^"]+)"/g)) runs(image[1] ?? '');
  return asFolder(manifests, async (folder) => {
    await adapter.provideImages(folder);
    const commit = await gitopsOf(adapter).publish(folder);
    await refresh().catch(() => undefined); // there may be no Application yet
    return commit;
  });
}

/** Argo CD and the repository of a cluster that has them. */
export function gitopsOf({ gitops }: Pick<NodeAdapter, 'gitops'>): Gitops {
  if (!gitops) throw new Error("this cluster's adapter has no Argo CD");
  return gitops;
}

const imageOfArgoCd = (): Promise<string> =>
  kubectl(['get', 'statefulset', 'argocd-application-controller', '-n', 'argocd', '-o', 'jsonpath={.spec.template.spec.containers[0].image}']);

/** Objects that Argo CD finds healthy when their controllers, which this cluster does not have, report it. */
const reports: Readonly<Record<string, object>> = {
  ExternalSecret: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'by the proof' }] },
  Ingress: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }, // an address for documentation
};

/** Does the work of the controllers that are missing: creates the Secrets of ExternalSecrets, which Argo CD does not own, and reports objects healthy. */
export async function standInForControllers(manifests: readonly Manifest[], secrets: readonly Manifest[]): Promise<void> {
  await apply([...manifests.filter(({ kind }) => kind === 'Namespace'), ...secrets]);
  for (const { kind, metadata } of manifests) {
    const status = reports[kind];
    if (!status) continue;
    const patch = ['patch', kind, metadata.name, '-n', metadata.namespace ?? 'default', '--subresource=status', '--type=merge'];
    const report = async () => void (await kubectl([...patch, '-p', JSON.stringify({ status })]));
    await until(`${kind}/${metadata.name}`, report, { timeoutSeconds: 120, everySeconds: 1 });
  }
}
