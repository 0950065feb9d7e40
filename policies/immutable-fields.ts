import { isDeepStrictEqual } from 'node:util';
import type { Manifest, Model } from '../model';
import { type Located, namespaceOf, objectsOf } from './manifests';
import { definePolicy, type Finding, type Policy, show } from './policy';

/** Immutable fields of each object, by `platform/environment Kind namespace/name`. */
export type ImmutableRecord = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Fields that the API server refuses to change, by kind. A kind without fields is listed because of its name: its objects hold state, or
 * clients use the name. Jobs are not listed: their names contain a hash of their content, so a changed Job is a new Job.
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

/** What a rename loses, for kinds that hold state. */
const lostWith: Readonly<Record<string, string>> = {
  Namespace: 'the new namespace starts empty, and the volumes stay in the old one',
  StatefulSet: 'the new StatefulSet starts with empty volumes, and the old one keeps running',
  PersistentVolumeClaim: 'the new claim is empty',
  Service: 'its clients have the old name in their configuration',
};

/** The immutable fields of a model, sorted by key. */
export function recordOf(model: Model): ImmutableRecord {
  const entries = recorded(model).map((object) => [keyOf(model, object.manifest), fieldsOf(object.manifest)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of immutable-fields.json, which `make record` writes. */
export function recordText(models: readonly Model[]): string {
  const entries = models.flatMap((model) => Object.entries(recordOf(model))).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** @param golden the record of all platforms and environments */
export const immutableFields = (golden: ImmutableRecord): Policy =>
  definePolicy(
    'immutable-fields',
    'The API server refuses a change of these fields, and a renamed store starts empty beside the old one; both would only show at deployment.',
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

/** The objects of a Job (ConfigMap, account, binding) share its name with the hash, so they are never changed in place either. */
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

const recordIt = 'if the change is intended, write down the steps on the live cluster and run `make record`';

function compare({ manifest, where }: Located, golden: ImmutableRecord[string] | undefined): Finding[] {
  const fields = fieldsOf(manifest);
  if (!golden) {
    return [
      {
        where,
        message: `it is not recorded yet: ${lostWith[manifest.kind] ? 'its name cannot change later without losing its state or its clients' : 'these fields cannot change once it exists'}`,
        fix: 'run `make record` if the object is new; if an existing object was renamed, restore its old name',
      },
    ];
  }
  return [...new Set([...Object.keys(golden), ...Object.keys(fields)])]
    .filter((path) => !isDeepStrictEqual(golden[path], fields[path]))
    .map((path) => ({
      where,
      message: `${path} was ${show(golden[path])} and is ${show(fields[path])}: the API server refuses this change, and the object would have to be deleted and created again`,
      fix: `change it back; ${recordIt}`,
    }));
}

function gone(key: string): Finding {
  const [, kind = '', name = ''] = key.split(' ');
  return {
    where: key,
    message: `it is recorded but no longer rendered; if it was renamed, ${lostWith[kind] ?? 'the old object is deleted and the new one starts empty'}`,
    fix: `restore the name ${name}; ${recordIt}`,
  };
}
