import { type Labels, type Located, objectsOf, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';

/** `prefix/name`; the prefix is a DNS name and optional. */
const qualifiedName = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const className = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export const validNames = definePolicy(
  'valid-names',
  'The API server refuses invalid keys and class names; the namespaces default and kube-* are not for workloads of a platform.',
  (model) => [
    ...objectsOf(model).flatMap((object) => [...keysOf(object.where, object.manifest.metadata), ...classFindings(object)]),
    ...workloadsOf(model).flatMap(({ where, namespace, template }) => [
      ...keysOf(`${where} pod template`, template.metadata ?? {}),
      ...demand(namespace !== 'default' && !namespace.startsWith('kube-'), {
        where,
        message: `its namespace is '${namespace}'`,
        fix: "set its chart's namespace to one of the platform",
      }),
    ]),
  ],
);

const keysOf = (where: string, { labels = {}, annotations = {} }: { readonly labels?: Labels; readonly annotations?: Labels }): Finding[] => [
  ...Object.keys(labels).flatMap((key) => keyFinding(where, 'label', key)),
  ...Object.keys(annotations).flatMap((key) =>
    keyFinding(
      where,
      'annotation',
      key.replace(/^[^/]*\//, (prefix) => prefix.toLowerCase()),
    ),
  ),
];

const keyFinding = (where: string, what: string, key: string): Finding[] =>
  demand(qualifiedName.test(key) && key.lastIndexOf('/') <= 253, {
    where,
    message: `the ${what} key '${key}' is invalid`,
    fix: "it must be a name of at most 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
  });

function classFindings({ manifest, where }: Located): Finding[] {
  const { spec = {} } = manifest;
  const claims: readonly Record<string, { readonly storageClassName?: string }>[] =
    manifest.kind === 'PersistentVolumeClaim' ? [manifest] : (spec.volumeClaimTemplates ?? []);
  const names: readonly (string | undefined)[] = [
    spec.ingressClassName,
    spec.gatewayClassName,
    ...claims.map((claim) => claim.spec?.storageClassName),
  ];
  return names.flatMap((name) =>
    demand(name === undefined || className.test(name), {
      where,
      message: `the class name '${name}' is invalid`,
      fix: "it must consist of lower-case letters, digits, '-' and '.'; omit it to use the cluster's default class",
    }),
  );
}
