import { type Manifest, nameOf, templateOf } from '../../model';
import type { Document } from './dist';

/**
 * The pod that a workload's controller would make of its template, or nothing where there is no template. Its ServiceAccount is left out, because
 * that is only a dry run too and the server would look for it; that it stands in dist is the policy `references`' concern.
 */
export function podOf({ file, manifest }: Document): Document | undefined {
  const template = templateOf(manifest) as { metadata?: object; spec: Record<string, unknown> } | undefined;
  if (!template) return undefined;
  const { serviceAccountName, ...spec } = template.spec;
  const pod: Manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: `${manifest.metadata.name}-admission`, namespace: manifest.metadata.namespace },
    spec: { ...spec, volumes: [...((spec.volumes as object[] | undefined) ?? []), ...claimedVolumes(manifest)] },
  };
  return { file: `${file} ${nameOf(manifest)}`, manifest: pod, text: JSON.stringify(pod) };
}

/** What the StatefulSet's controller adds: a volume for each claim. */
const claimedVolumes = (manifest: Manifest): object[] =>
  (manifest.spec.volumeClaimTemplates ?? []).map((claim: Manifest) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${manifest.metadata.name}-0` },
  }));
