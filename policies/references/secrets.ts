import type { V1Container, V1Volume } from '@kubernetes/client-node';
import type { Model } from '../../model';
import { isGiven, objectsOf, type Workload, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';
import { certificatesIn } from '../routes';

interface Read {
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  /** Undefined if the whole Secret is read; then its required keys are unknown. */
  readonly key?: string;
}

/** What creates the Secrets of an environment, and the keys of each Secret. */
interface Source {
  readonly name: string;
  readonly fix: string;
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/**
 * Checks the Secrets that the manifests read, and their keys. Manifests never contain Secrets, so the environment's secret source must provide them,
 * or a Certificate of cert-manager.
 */
export function secretReferences(model: Model): Finding[] {
  const source = sourceOf(model);
  const made = objectsOf(model, 'Certificate').map(({ manifest, namespace }) => `${namespace}/${manifest.spec.secretName}`);
  return [...workloadsOf(model).flatMap(readsOf), ...certificatesOf(model)].flatMap(({ where, namespace, name, key }) => {
    if (isGiven(model, 'Secret', namespace, name) || made.includes(`${namespace}/${name}`)) return [];
    if (key === undefined)
      return [{ where, message: `it reads Secret ${name} without naming keys`, fix: 'name each key, by secretKeyRef or by items of the volume' }];
    const keys = source.keys.get(`${namespace}/${name}`);
    if (!keys) return [{ where, message: `it reads Secret ${namespace}/${name}, which ${source.name} does not provide`, fix: source.fix }];
    return demand(keys.includes(key), {
      where,
      message: `it reads key ${key} of Secret ${name}, for which ${source.name} provides ${keys.join(', ') || 'no keys'}`,
      fix: source.fix,
    });
  });
}

function sourceOf(model: Model): Source {
  const external = objectsOf(model, 'ExternalSecret');
  if (external.length > 0) {
    const keys = external.map(({ manifest, namespace }) => {
      const given: readonly { secretKey: string }[] = manifest.spec.data ?? [];
      return [`${namespace}/${manifest.spec.target?.name ?? manifest.metadata.name}`, given.map(({ secretKey }) => secretKey)] as const;
    });
    return { name: 'an ExternalSecret', fix: 'add an ExternalSecret with that key', keys: new Map(keys) };
  }
  const lists = objectsOf(model, 'ConfigMap').filter(({ manifest }) => manifest.metadata.labels?.['app.kubernetes.io/name'] === 'generated-secrets');
  if (lists.length > 0) {
    const keys = lists.flatMap(({ manifest, namespace }) =>
      linesOf(manifest.data?.secrets).map(([name = '', given = '']) => [`${namespace}/${name}`, given.split(',')] as const),
    );
    return { name: 'the Job generated-secrets', fix: "add it to the list in that Job's ConfigMap", keys: new Map(keys) };
  }
  const keys = model.secrets.map((secret) => [`${secret.namespace}/${secret.name}`, secret.keys] as const);
  return {
    name: 'the table of Secrets',
    fix: 'read it in a way that secretsOf() recognizes; otherwise the table does not list it and nobody creates it',
    keys: new Map(keys),
  };
}

/** Lines `NAME KEYS CLAIMS`. */
const linesOf = (text = ''): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(' '));

function readsOf({ template: { spec }, containers, namespace, where }: Workload): Read[] {
  return [
    ...containers.flatMap((located) => fromVariables(located.container).map((read) => ({ ...read, namespace, where: located.where }))),
    ...(spec.volumes ?? []).flatMap((volume) => fromVolume(volume).map((read) => ({ ...read, namespace, where: `${where} volume ${volume.name}` }))),
    ...(spec.imagePullSecrets ?? []).map(({ name = '' }) => ({ where, namespace, name, key: '.dockerconfigjson' })),
  ];
}

type NameAndKey = Pick<Read, 'name' | 'key'>;

// Optional references may be missing: the pod starts without them.
const fromVariables = ({ env = [], envFrom = [] }: V1Container): NameAndKey[] => [
  ...env.flatMap(({ valueFrom }) => {
    const reference = valueFrom?.secretKeyRef;
    return reference && !reference.optional ? [{ name: reference.name ?? '', key: reference.key }] : [];
  }),
  ...envFrom.flatMap(({ secretRef }) => (secretRef && !secretRef.optional ? [{ name: secretRef.name ?? '' }] : [])),
];

function fromVolume({ secret, projected }: V1Volume): NameAndKey[] {
  const sources = [
    ...(secret ? [{ ...secret, name: secret.secretName }] : []),
    ...(projected?.sources ?? []).flatMap((source) => (source.secret ? [source.secret] : [])),
  ];
  return sources
    .filter(({ optional }) => !optional)
    .flatMap(({ name = '', items }): NameAndKey[] => (items ? items.map(({ key }) => ({ name, key })) : [{ name }]));
}

/** Certificates of Ingresses and Gateways. */
const certificatesOf = (model: Model): Read[] =>
  certificatesIn(model).flatMap(({ object: { where, namespace }, secret: name }) =>
    name ? ['tls.crt', 'tls.key'].map((key) => ({ where, namespace, name, key })) : [],
  );
