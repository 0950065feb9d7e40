import type { V1Container, V1Volume } from '@kubernetes/client-node';
import type { Model } from '../../model';
import { isGiven, objectsOf, type Workload, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';

interface Read {
  readonly where: string;
  readonly name: string;
  /** Undefined if all keys are read. */
  readonly key?: string;
}

/** The cluster publishes its certificate in this ConfigMap, in every namespace. */
const madeByCluster = 'kube-root-ca.crt';

/** Checks the ConfigMaps that pods read, and their keys. */
export function configurationReferences(model: Model): Finding[] {
  const configMaps = objectsOf(model, 'ConfigMap');
  return workloadsOf(model).flatMap((workload) =>
    readsOf(workload)
      .filter(({ name }) => name !== madeByCluster && !isGiven(model, 'ConfigMap', workload.namespace, name))
      .flatMap(({ where, name, key }) => {
        const found = configMaps.find(({ manifest, namespace }) => manifest.metadata.name === name && namespace === workload.namespace);
        if (!found)
          return [
            {
              where,
              message: `it reads ConfigMap ${name}, which does not exist in ${workload.namespace}`,
              fix: 'add it to the chart of its readers, or correct the name',
            },
          ];
        const keys = [...Object.keys(found.manifest.data ?? {}), ...Object.keys(found.manifest.binaryData ?? {})];
        return demand(key === undefined || keys.includes(key), {
          where,
          message: `it reads key ${key} of ConfigMap ${name}, which has no such key`,
          fix: `the ConfigMap has ${keys.join(', ') || 'no keys'}`,
        });
      }),
  );
}

function readsOf({ template: { spec }, containers, where }: Workload): Read[] {
  const volumes = spec.volumes ?? [];
  return [
    ...containers.flatMap((located) => [
      ...fromVariables(located.container, located.where),
      ...fromSubPaths(located.container, volumes, located.where),
    ]),
    ...volumes.flatMap((volume) => fromVolume(volume, `${where} volume ${volume.name}`)),
  ];
}

// Optional references may be missing: the pod starts without them.
function fromVariables({ env = [], envFrom = [] }: V1Container, where: string): Read[] {
  return [
    ...env.flatMap(({ valueFrom }) => {
      const reference = valueFrom?.configMapKeyRef;
      return reference && !reference.optional ? [{ where, name: reference.name ?? '', key: reference.key }] : [];
    }),
    ...envFrom.flatMap(({ configMapRef }) => (configMapRef && !configMapRef.optional ? [{ where, name: configMapRef.name ?? '' }] : [])),
  ];
}

const fromVolume = ({ configMap, projected }: V1Volume, where: string): Read[] =>
  [configMap, ...(projected?.sources ?? []).map((source) => source.configMap)].flatMap((source) => {
    if (!source || source.optional) return [];
    const name = source.name ?? '';
    return [{ where, name }, ...(source.items ?? []).map(({ key }) => ({ where, name, key }))];
  });

/** A subPath that the ConfigMap lacks is mounted as an empty directory, where the program expects a file. */
const fromSubPaths = ({ volumeMounts = [] }: V1Container, volumes: readonly V1Volume[], where: string): Read[] =>
  volumeMounts.flatMap(({ name, subPath }) => {
    const source = volumes.find((volume) => volume.name === name)?.configMap;
    if (!subPath || !source?.name || source.optional) return [];
    return [{ where, name: source.name, key: source.items?.find(({ path }) => path === subPath)?.key ?? subPath }];
  });
