import { type Manifest, nameOf, templateOf } from '../../model';
import type { Document } from './dist';

/**
 * The pod that a workload's controller would make of its template, or nothing where there is no template. Its ServiceAccount, PriorityClass and
 * RuntimeClass are left out: the server would look for them. The first is only a dry run too (the policy `references` checks that dist has it),
 * and the others belong to the cluster.
 */
export function podOf({ file, manifest }: Document): Document | undefined {
  const template = templateOf(manifest) as { metadata?: object; spec: Record<string, unknown> } | undefined;
  if (!template) return undefined;
  const { serviceAccountName, priorityClassName, runtimeClassName, ...spec } = template.spec;
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
