import { ApiObject } from 'cdk8s';
import { below } from './json-pointer';

/** What the L1 class of an object says about the fields of a manifest, as JSON pointers. */
export interface ApiFields {
  /** Fields that the API of Kubernetes 1.27 does not have, and lists, objects and single values in place of one another. */
  readonly unknown: ReadonlySet<string>;
  /** Fields that accept numbers and text, such as ports and quantities. */
  readonly unions: ReadonlySet<string>;
}

/** Compares a manifest with what its L1 class makes of it. It returns undefined for kinds without an L1 class, such as custom resources. */
export function apiFieldsOf(object: ApiObject, manifest: object): ApiFields | undefined {
  const { manifest: l1 } = object.constructor as { manifest?: (props: object) => object };
  if (object.toJson === ApiObject.prototype.toJson || !l1) return undefined;
  const { apiVersion, kind, ...fields } = manifest as Record<string, unknown>;
  const given = marked(fields);
  const found = { unknown: new Set<string>(), unions: new Set<string>() };
  compare(given, l1(given as object), '', found);
  return found;
}

/** A single value. The L1 class copies it, or its `value` if the field is an IntOrString or a Quantity. */
class Single {
  constructor(readonly value: unknown) {}
}

/** A copy in which single values are marked, and in which the L1 class finds clusterIP under its own name, clusterIp. */
function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return new Single(value);
  const fields = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, marked(field)]));
  return new Proxy(fields, { get: (target, key) => target[nameIn(target, key)] });
}

const nameIn = (fields: object, key: string | symbol): string =>
  Object.hasOwn(fields, key) ? String(key) : (Object.keys(fields).find((name) => name.toLowerCase() === String(key).toLowerCase()) ?? '');

function compare(given: unknown, rendered: unknown, pointer: string, found: { unknown: Set<string>; unions: Set<string> }): void {
  if (given instanceof Single) {
    if (rendered === given) return;
    (rendered === given.value ? found.unions : found.unknown).add(pointer);
    return;
  }
  // The L1 class makes new lists and objects; it copies them only in place of a single value.
  if (rendered === given || typeof rendered !== 'object' || rendered === null || Array.isArray(given) !== Array.isArray(rendered)) {
    found.unknown.add(pointer);
    return;
  }
  for (const [key, value] of Object.entries(given as object)) {
    compare(value, Object.hasOwn(rendered, key) ? (rendered as Record<string, unknown>)[key] : undefined, below(pointer, key), found);
  }
}
