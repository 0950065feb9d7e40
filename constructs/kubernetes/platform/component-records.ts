import type { Construct } from 'constructs';
import { type ComponentRecord, type ManifestFile, nameOf, templateOf } from '../../../model';
import { Component } from '../workload/component';

/** The components below a construct, as data. */
export function componentRecords(app: Construct, files: readonly ManifestFile[]): ComponentRecord[] {
  const makers = new Map(
    files.flatMap(({ objects }) =>
      objects
        .filter(({ manifest }) => templateOf(manifest))
        .map(({ manifest }) => [`${manifest.metadata.namespace}/${manifest.metadata.name}`, nameOf(manifest)] as const),
    ),
  );
  const components = app.node.findAll().filter((construct): construct is Component => construct instanceof Component);
  return components.map(({ kind, id, namespace, workloads, claims, endpoints }) => ({
    kind,
    id,
    namespace,
    workloads: workloads.map((workload) => makers.get(`${workload.namespace}/${workload.instance}`) ?? workload.instance),
    claims,
    endpoints: Object.entries(endpoints).map(([name, { workload, ports }]) => ({ name, workload: workload.instance, ports })),
  }));
}
