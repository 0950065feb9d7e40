import type { ApiObject } from 'cdk8s';
import { invalid } from '../schema/errors';

/** Fields of an object as in the API, all optional. List items are identified by their name. */
export type Fields<T> = T extends readonly (infer Item)[]
  ? readonly (Fields<Item> & { readonly name?: string })[]
  : T extends object
    ? { readonly [Key in keyof T]?: Fields<T[Key]> }
    : T;

const key = 'ballast.newer-fields';

/**
 * Adds fields to an object's manifest that are newer than the L1 constructs (Kubernetes 1.27), which would drop them. Give all other fields to the
 * L1 construct: test/house/newer-fields.test.ts lists each use with its reason.
 *
 * @param object the L1 construct
 * @param fields the fields at their paths; list items are found by name: `{ spec: { template: { spec: { containers: [{ name: 'shop', ... }] } } } }`
 */
export function withNewerFields<T extends object>(object: ApiObject, fields: Fields<T>): void {
  object.node.addMetadata(key, fields);
}

/** The manifest of an object with its newer fields. */
export const newerFieldsIn = (object: ApiObject, manifest: object): object =>
  object.node.metadata.filter(({ type }) => type === key).reduce((result, { data }) => merged(object, result, data, '') as object, manifest);

function merged(object: ApiObject, value: unknown, added: unknown, path: string): unknown {
  if (value === undefined) return added;
  if (Array.isArray(value) && Array.isArray(added)) return mergedLists(object, value, added, path);
  if (!isObject(value) || !isObject(added)) throw invalid(object, path, added, 'the manifest already has it; set it in the L1 construct');
  const entries = Object.entries(added).map(([name, field]) => [name, merged(object, value[name], field, path ? `${path}.${name}` : name)]);
  return { ...value, ...Object.fromEntries(entries) };
}

function mergedLists(object: ApiObject, items: readonly unknown[], added: readonly unknown[], path: string): unknown[] {
  const nameOf = (item: unknown) => (isObject(item) ? item.name : undefined);
  const known = items.map(nameOf);
  const unknown = added.find((item) => nameOf(item) === undefined || !known.includes(nameOf(item)));
  if (unknown) throw invalid(object, `${path}[].name`, nameOf(unknown), `it must be one of ${known.join(', ')}`);
  return items.map((item) => {
    const { name, ...fields } = (added.find((other) => nameOf(other) === nameOf(item)) ?? {}) as { name?: string };
    return merged(object, item, fields, `${path}[${name}]`);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
