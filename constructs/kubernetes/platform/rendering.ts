import { ApiObject } from 'cdk8s';
import type { Manifest, Rendered } from '../../../model';
import { lostFields } from './lost-fields';
import { newerFieldsIn } from './newer-fields';
import { patched } from './patch';

/** Renders an object, and names the fields that its L1 construct dropped. */
export function rendering(object: ApiObject): Rendered {
  const given = ApiObject.prototype.toJson.call(object);
  const complete = newerFieldsIn(object, l1Manifest(object, given));
  return { manifest: inOrder(patched(object, complete)) as Manifest, path: object.node.path, lost: lostFields(given, complete) };
}

/**
 * What the L1 construct makes of what it was given. Its toJson() would resolve the same data a second time, which costs more than all the rest;
 * the static manifest() of its class starts from the resolved data. Objects without an L1 construct are rendered as they are given.
 */
function l1Manifest(object: ApiObject, given: object): object {
  if (object.toJson === ApiObject.prototype.toJson) return given;
  const { manifest } = object.constructor as { manifest?: (props: object) => object };
  return manifest ? manifest(given) : object.toJson();
}

/** Keys by name, apiVersion, kind and metadata first; cdk8s does the same unless an environment variable tells it not to. */
const inOrder = (manifest: object): object => {
  const { apiVersion, kind, metadata, ...rest } = sorted(manifest) as Record<string, unknown>;
  return { apiVersion, kind, metadata, ...rest };
};

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, sorted(fields[key])]),
  );
}
