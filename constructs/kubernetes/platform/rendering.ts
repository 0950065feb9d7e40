import { ApiObject } from 'cdk8s';
import type { Manifest, Rendered } from '../../../model';
import { sorted } from '../sorted';
import { lostFields } from './lost-fields';
import { newerFieldsIn } from './newer-fields';
import { patched } from './patch';
import { withTypedClaims } from './typed-claims';

/** Renders an object, and lists the fields that its L1 construct dropped. */
export function rendering(object: ApiObject): Rendered {
  const given = ApiObject.prototype.toJson.call(object);
  const complete = newerFieldsIn(object, withTypedClaims(l1Manifest(object, given)));
  return { manifest: inOrder(patched(object, complete)) as Manifest, path: object.node.path, lost: lostFields(given, complete) };
}

/**
 * Renders with the static manifest() of the L1 class, which takes resolved data. toJson() would resolve the data a second time, which takes longer
 * than the rest of the rendering. Objects without an L1 construct are rendered as given.
 */
function l1Manifest(object: ApiObject, given: object): object {
  if (object.toJson === ApiObject.prototype.toJson) return given;
  const { manifest } = object.constructor as { manifest?: (props: object) => object };
  return manifest ? manifest(given) : object.toJson();
}

/** Keys in alphabetical order, after apiVersion, kind and metadata. cdk8s does the same, unless an environment variable disables it. */
const inOrder = (manifest: object): object => {
  const { apiVersion, kind, metadata, ...rest } = sorted(manifest) as Record<string, unknown>;
  return { apiVersion, kind, metadata, ...rest };
};
