import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import type { Model } from '../../model';
import { objectsOf, type Workload, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';

/** Checks the claims that pods mount, and the volumes of each container's mounts. */
export function volumeReferences(model: Model): Finding[] {
  const workloads = workloadsOf(model);
  const claims = new Set([
    ...objectsOf(model, 'PersistentVolumeClaim').map(({ manifest, namespace }) => `${namespace}/${manifest.metadata.name}`),
    ...workloads.flatMap(claimsOf),
  ]);
  return workloads.flatMap((workload) => [...claimFindings(workload, claims), ...mountFindings(workload)]);
}

const templatesOf = ({ manifest }: Workload): readonly V1PersistentVolumeClaim[] =>
  manifest.kind === 'StatefulSet' ? (manifest.spec.volumeClaimTemplates ?? []) : [];

/** The claims that a StatefulSet creates for its pods; a backup may mount one. */
const claimsOf = (workload: Workload): string[] =>
  templatesOf(workload).flatMap(({ metadata }) =>
    Array.from(
      { length: workload.manifest.spec.replicas ?? 1 },
      (_, ordinal) => `${workload.namespace}/${metadata?.name}-${workload.manifest.metadata.name}-${ordinal}`,
    ),
  );

const claimFindings = ({ template, namespace, where }: Workload, claims: ReadonlySet<string>): Finding[] =>
  (template.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim: claim }) =>
    demand(claim === undefined || claims.has(`${namespace}/${claim.claimName}`), {
      where: `${where} volume ${name}`,
      message: `it mounts PersistentVolumeClaim ${claim?.claimName}, which does not exist in ${namespace}`,
      fix: 'add it, or correct the name',
    }),
  );

/** The API server checks this when the pod is created, long after it has admitted the StatefulSet. */
function mountFindings(workload: Workload): Finding[] {
  const names = [
    ...(workload.template.spec.volumes ?? []).map(({ name }) => name),
    ...templatesOf(workload).map(({ metadata }) => metadata?.name ?? ''),
  ];
  return workload.containers.flatMap(({ container, where }) =>
    (container.volumeMounts ?? []).flatMap(({ name }) =>
      demand(names.includes(name), {
        where,
        message: `it mounts volume ${name}, which the pod does not have`,
        fix: `the pod has ${names.join(', ') || 'no volumes'}`,
      }),
    ),
  );
}
