// Why a patch is refused: messages that say what would be right.
import type { ApiObject } from 'cdk8s';
import { type ApiFields, apiFieldsOf } from './api-fields';
import { isWithin, keysOf, valueAt } from './json-pointer';
import type { PatchOperation } from './patch-operation';
import { type Refusal, refusalsOf } from './patchable';

const identity: readonly Refusal[] = ['/apiVersion', '/kind', '/metadata/name', '/metadata/namespace'].map((path) => ({
  path,
  reason: 'identifies the object: other objects and the record of immutable fields refer to it',
}));

/** Fields that other programs of Ballast read in every object that has them. */
const kept = ['/spec', '/spec/containers', '/spec/template/spec/containers', '/spec/jobTemplate/spec/template/spec/containers'];

/** What is wrong with an operation before it is applied. */
export function faultBefore(object: ApiObject, manifest: object, { op, path }: PatchOperation): string | undefined {
  const refusal = [...identity, ...refusalsOf(object)].find((each) => isWithin(path, each.path) || isWithin(each.path, path));
  if (refusal) return `it must leave out ${refusal.path || 'this object'}, which ${refusal.reason}`;
  const parent = valueAt(manifest, path.slice(0, path.lastIndexOf('/')));
  const exists = valueAt(manifest, path) !== undefined;
  if (op !== 'add') return exists && !(Array.isArray(parent) && !isIndex(path)) ? undefined : `it must be the path of ${fieldOf(parent)}`;
  if (Array.isArray(parent)) {
    const position = keysOf(path).at(-1);
    return position === '-' || (isIndex(path) && Number(position) <= parent.length) ? undefined : `its end must be '-' or 0 to ${parent.length}`;
  }
  return typeof parent === 'object' && parent !== null ? undefined : 'it must be below an existing list or object';
}

const isIndex = (path: string): boolean => /\/(0|[1-9][0-9]*)$/.test(path);

const fieldOf = (parent: unknown): string => {
  if (Array.isArray(parent)) return `a list item, with its number from 0 to ${parent.length - 1}`;
  if (typeof parent === 'object' && parent !== null) return `an existing field, one of ${Object.keys(parent).join(', ')}`;
  return 'an existing field';
};

/** What is wrong with the manifest after an operation. */
export function faultAfter(object: ApiObject, before: object, after: object, operation: PatchOperation): string | undefined {
  const lost = kept.find((path) => valueAt(before, path) !== undefined && isEmpty(valueAt(after, path)));
  if (lost) return `the object must keep ${lost}`;
  if (operation.op === 'remove') return undefined;
  const fields = fieldsOf(object, after);
  if (fields === 'other shape') return 'the API of Kubernetes 1.27 has another type there: a list, an object or a single value';
  const path = pathOf(before, operation.path);
  const known = fieldsOf(object, before);
  const unknown = [...(fields?.unknown ?? [])].find((field) => isWithin(field, path) && !(known !== 'other shape' && known?.unknown.has(field)));
  if (unknown) return `the API of Kubernetes 1.27 has no field ${unknown} of this type; use its spelling, or withNewerFields() for a newer field`;
  return typeFault(before, after, operation.path, !fields || fields.unions.has(path));
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

/** The path with the position of an appended list item. */
function pathOf(before: object, path: string): string {
  const list = valueAt(before, path.slice(0, -2));
  return path.endsWith('/-') && Array.isArray(list) ? `${path.slice(0, -1)}${list.length}` : path;
}

/** The L1 class expects a list or an object, and throws where it gets something else. */
function fieldsOf(object: ApiObject, manifest: object): ApiFields | undefined | 'other shape' {
  try {
    return apiFieldsOf(object, manifest);
  } catch (error) {
    if (error instanceof TypeError) return 'other shape';
    throw error;
  }
}

/** A replaced value must keep its type. The L1 class does not know the types of single values. */
function typeFault(before: object, after: object, path: string, isUnion: boolean): string | undefined {
  const [old, now] = [typeOf(valueAt(before, path)), typeOf(valueAt(after, path))];
  const either = isUnion && (old === 'number' || old === 'text');
  const same = old === now || old === undefined || now === undefined || (either && (now === 'number' || now === 'text'));
  return same ? undefined : `its value must be ${either ? 'a number or text' : article[old]}, as now; it is ${article[now]}`;
}

const article = { list: 'a list', object: 'an object', text: 'text', number: 'a number', boolean: 'true or false' } as const;

function typeOf(value: unknown): keyof typeof article | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}
