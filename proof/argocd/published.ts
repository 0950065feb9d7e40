import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Manifest } from '../../model';
import { apply, kubectl, kubectlJson } from '../kubectl';
import type { PlatformContext } from '../platform-row';
import type { List } from '../shapes';
import { until } from '../wait';
import { refresh } from './application';

/** Writes manifests to a folder for a moment. */
async function asFolder<T>(manifests: readonly Manifest[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    writeFileSync(join(folder, 'manifests.yaml'), manifests.map((manifest) => stringify(manifest)).join('---\n'));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes the manifests the contents of the repository, and provides their images. @returns the commit */
export async function publish({ adapter, gitops }: PlatformContext, manifests: readonly Manifest[]): Promise<string> {
  return asFolder(manifests, async (folder) => {
    await adapter.provideImages(folder);
    const commit = await gitops.publish(folder);
    await refresh().catch(() => undefined); // there may be no Application yet
    return commit;
  });
}

/** Does the work of the operator of ExternalSecrets: creates their Secrets, which Argo CD does not own, and reports them ready. */
export async function serveExternalSecrets(manifests: readonly Manifest[], secrets: readonly Manifest[]): Promise<void> {
  await apply([...manifests.filter(({ kind }) => kind === 'Namespace'), ...secrets]);
  const wanted = manifests.filter(({ kind }) => kind === 'ExternalSecret');
  const ready = JSON.stringify({ status: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'by the proof' }] } });
  const notReady = async () => {
    const { items } = await kubectlJson<List<{ metadata: { name: string; namespace: string }; status?: { conditions?: object[] } }>>([
      'get',
      'externalsecrets',
      '--all-namespaces',
    ]);
    for (const { metadata, status } of items) {
      if (status?.conditions) continue;
      await kubectl(['patch', 'externalsecret', metadata.name, '-n', metadata.namespace, '--subresource=status', '--type=merge', '-p', ready]);
    }
    return items.length >= wanted.length ? undefined : `${items.length} of ${wanted.length} ExternalSecrets exist`;
  };
  if (wanted.length > 0) await until('all ExternalSecrets', notReady, { timeoutSeconds: 120, everySeconds: 1 });
}
