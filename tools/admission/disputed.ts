// Fields that Argo CD would find out of sync for ever: the API server adds them inside a list or an object that it compares as a whole.
import type { Manifest } from '../../model';

/** Fields of an object as `managedFields` describes them: `f:name` is a field, `k:{...}` a list item with a key, and `{}` a value as a whole. */
type FieldSet = Readonly<Record<string, object>>;

/**
 * Paths at which the server's object has more than the applied manifest. The server tells which lists and objects belong to
 * their owner as a whole (volumeClaimTemplates, data of an ExternalSecret); in all others, Argo CD ignores what the server adds.
 *
 * @param applied the answer to a server-side apply with `manager`
 */
export function disputedFields(sent: Manifest, applied: Readonly<Record<string, unknown>>, manager: string): string[] {
  const { managedFields = [] } = (applied.metadata ?? {}) as { managedFields?: readonly { manager: string; fieldsV1: FieldSet }[] };
  return managedFields.filter((entry) => entry.manager === manager).flatMap(({ fieldsV1 }) => below(fieldsV1, sent, applied, ''));
}

function below(fields: FieldSet, sent: unknown, applied: unknown, path: string): string[] {
  return Object.entries(fields).flatMap(([key, inner]) => {
    const [kind, name] = [key.slice(0, 2), key.slice(2)];
    if (kind === 'f:') {
      const at = path ? `${path}.${name}` : name;
      const [mine, theirs] = [fieldOf(sent, name), fieldOf(applied, name)];
      return Object.keys(inner).length === 0 ? added(mine, theirs, at) : below(inner as FieldSet, mine, theirs, at);
    }
    if (kind !== 'k:') return [];
    const keys: object = JSON.parse(name);
    return below(inner as FieldSet, itemOf(sent, keys), itemOf(applied, keys), `${path}[${Object.values(keys).join(', ')}]`);
  });
}

const fieldOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

const itemOf = (list: unknown, keys: object): unknown =>
  Array.isArray(list) ? list.find((item) => Object.entries(keys).every(([key, value]) => fieldOf(item, key) === value)) : undefined;

/** Argo CD adds these defaults itself; with Argo CD 3.2, they were not in dispute. */
const addedByArgo = /\.(fieldRef\.apiVersion|volumeClaimTemplates\[\d+\]\.spec\.volumeMode)$/;

/** What only the server's value has. Scalars are not compared, because Argo CD knows the forms of quantities. */
function added(sent: unknown, applied: unknown, path: string): string[] {
  if (Array.isArray(sent) && Array.isArray(applied)) return applied.flatMap((item, index) => added(sent[index], item, `${path}[${index}]`));
  if (!isObject(sent) || !isObject(applied)) return [];
  return Object.entries(applied).flatMap(([key, value]) => {
    if (value === null || key === 'status') return []; // creationTimestamp: null, and the status of a claim template
    const at = `${path}.${key}`;
    if (key in sent) return added(sent[key], value, at);
    return addedByArgo.test(at) ? [] : [`${at} (${JSON.stringify(value)})`];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
