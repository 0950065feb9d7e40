import { type Manifest, nameOf, templateOf } from '../../model';
import type { Document } from './dist';

/**
 * The pod that a workload's controller would create from its template, or undefined if there is no template. It has no ServiceAccount,
 * PriorityClass and RuntimeClass, because the server would look for them. The dry run does not create the first (the policy `references` checks
 * that dist contains it), and the others belong to the cluster.
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

/** The volumes that the StatefulSet controller adds, one for each claim. */
const claimedVolumes = (manifest: Manifest): object[] =>
  (manifest.spec.volumeClaimTemplates ?? []).map((claim: Manifest) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${manifest.metadata.name}-0` },
  }));
