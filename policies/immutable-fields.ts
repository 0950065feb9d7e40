import { isDeepStrictEqual } from 'node:util';
import type { Manifest, Model } from '../model';
import { type Located, namespaceOf, objectsOf } from './manifests';
import { definePolicy, type Finding, type Policy, show } from './policy';

/** Immutable fields of each object, by `platform/environment Kind namespace/name`. */
export type ImmutableRecord = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What the API server refuses to change, by kind. A kind without fields is here for its name: its objects hold state, or clients know them
 * by it. Jobs are left out: their names hold a hash of their content, so that a changed Job is another Job.
 */
const immutable: Readonly<Record<string, readonly string[]>> = {
  Namespace: [],
  Deployment: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
  DaemonSet: ['spec.selector'],
  Service: ['spec.type', 'spec.clusterIP'],
  PersistentVolumeClaim: ['spec'],
  RoleBinding: ['roleRef'],
  ClusterRoleBinding: ['roleRef'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  PriorityClass: ['value', 'preemptionPolicy'],
};

/** What is lost with an object of a kind that holds state when it gets another name. */
const lostWith: Readonly<Record<string, string>> = {
  Namespace: 'a new namespace starts empty, and its volumes stay in the old one',
  StatefulSet: 'a new StatefulSet starts with empty volumes, and the old one runs on beside it',
  PersistentVolumeClaim: 'the new claim is empty',
  Service: 'its clients have the old name in their configuration',
};

/** The immutable fields of a model, sorted by key. */
export function recordOf(model: Model): ImmutableRecord {
  const entries = recorded(model).map((object) => [keyOf(model, object.manifest), fieldsOf(object.manifest)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of immutable-fields.json: what `make record` writes. */
export function recordText(models: readonly Model[]): string {
  const entries = models.flatMap((model) => Object.entries(recordOf(model))).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** @param golden what was recorded, of all platforms and environments */
export const immutableFields = (golden: ImmutableRecord): Policy =>
  definePolicy(
    'immutable-fields',
    'The API server refuses to change them, or a renamed store starts empty beside the old one: seen at deployment, when it is too late.',
    (model) => {
      const found = new Set(recorded(model).map(({ manifest }) => keyOf(model, manifest)));
      return [
        ...recorded(model).flatMap((object) => compare(object, golden[keyOf(model, object.manifest)])),
        ...Object.keys(golden)
          .filter((key) => key.startsWith(`${model.platform}/${model.environment} `) && !found.has(key))
          .map(gone),
      ];
    },
  );

/** A Job's ConfigMap, account and binding have its name with the hash, so that they are never changed in place either. */
function recorded(model: Model): Located[] {
  const jobs = new Set(objectsOf(model, 'Job').map(({ manifest }) => `${namespaceOf(manifest)}/${instanceOf(manifest)}`));
  return objectsOf(model, ...Object.keys(immutable)).filter(
    ({ manifest, namespace }) => !instanceOf(manifest) || !jobs.has(`${namespace}/${instanceOf(manifest)}`),
  );
}

const instanceOf = (manifest: Manifest): string | undefined => manifest.metadata.labels?.['app.kubernetes.io/instance'];

function keyOf(model: Model, { kind, metadata }: Manifest): string {
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return `${model.platform}/${model.environment} ${kind} ${name}`;
}

function fieldsOf(manifest: Manifest): Record<string, unknown> {
  const values = (immutable[manifest.kind] ?? []).map(
    (path) => [path, path.split('.').reduce((value, field) => value?.[field], manifest as Manifest | undefined)] as const,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

const recordIt = 'if it is meant, and what it takes on the live cluster is written down, `make record` records it';

function compare({ manifest, where }: Located, golden: ImmutableRecord[string] | undefined): Finding[] {
  const fields = fieldsOf(manifest);
  if (!golden) {
    return [
      {
        where,
        message: `it is not yet recorded: ${lostWith[manifest.kind] ? 'under this name it keeps its state from now on' : 'these fields are fixed once it exists'}`,
        fix: `a new object is recorded by \`make record\`; if it is an old one renamed, give it its old name back`,
      },
    ];
  }
  return [...new Set([...Object.keys(golden), ...Object.keys(fields)])]
    .filter((path) => !isDeepStrictEqual(golden[path], fields[path]))
    .map((path) => ({
      where,
      message: `${path} was ${show(golden[path])} and is ${show(fields[path])}: the API server refuses the change, and the object must be deleted and made again`,
      fix: `change it back; ${recordIt}`,
    }));
}

function gone(key: string): Finding {
  const [, kind = '', name = ''] = key.split(' ');
  return {
    where: key,
    message: `it is recorded and gone; if it was renamed, ${lostWith[kind] ?? 'the old one is deleted and the new one starts from nothing'}`,
    fix: `give ${name} its old name back; ${recordIt}`,
  };
}
