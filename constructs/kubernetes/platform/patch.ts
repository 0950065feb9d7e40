import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { invalid } from '../schema/errors';

/** One change of a manifest, as in RFC 6902 (JSON Patch). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

const key = 'ballast.patch';

interface Patch {
  readonly id: string;
  readonly operations: readonly PatchOperation[];
}

/**
 * Changes an object of a component where no setting exists. The policies check the result like every other object.
 *
 * @param component the component in the chart
 * @param id construct id of the object below the component, which is its kind and name suffix: 'StatefulSet', 'Service-rw', 'ro/Deployment',
 *   'NetworkPolicy'
 * @param operations applied in this order; a path that does not exist is an error
 */
export function patch(component: Construct, id: string, operations: readonly PatchOperation[]): void {
  component.node.addMetadata(key, { id, operations } satisfies Patch);
}

const patchesOf = ({ node }: IConstruct): Patch[] => node.metadata.filter(({ type }) => type === key).map(({ data }) => data as Patch);

const idOf = (object: ApiObject, component: IConstruct): string => object.node.path.slice(component.node.path.length + 1).replaceAll('Default/', '');

/** The manifest of an object with its patches. */
export const patched = (object: ApiObject, manifest: object): object =>
  object.node.scopes
    .flatMap((component) => patchesOf(component).filter(({ id }) => id === idOf(object, component)))
    .flatMap(({ operations }) => operations)
    .reduce<object>((result, operation) => apply(object, result, operation), manifest);

/** Throws if a patch names an object that its component does not have. Called last, because NetworkPolicies are created late. */
export function refuseUnusedPatches(app: Construct): void {
  for (const component of app.node.findAll()) {
    const patches = patchesOf(component);
    if (patches.length === 0) continue;
    const ids = component.node
      .findAll()
      .filter((construct): construct is ApiObject => construct instanceof ApiObject)
      .map((object) => idOf(object, component));
    const unknown = patches.find(({ id }) => !ids.includes(id));
    if (unknown) throw invalid(component as Construct, 'the object to patch', unknown.id, `it must be one of ${ids.join(', ')}`);
  }
}

function apply(object: ApiObject, manifest: object, operation: PatchOperation): object {
  try {
    return JsonPatch.apply(structuredClone(manifest), operationOf(operation));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw invalid(
      object,
      `the patch ${operation.op}`,
      operation.path,
      `it must be the path of a field in the manifest, such as /spec/replicas: ${why}`,
    );
  }
}

function operationOf(operation: PatchOperation): JsonPatch {
  switch (operation.op) {
    case 'add':
      return JsonPatch.add(operation.path, operation.value);
    case 'replace':
      return JsonPatch.replace(operation.path, operation.value);
    case 'remove':
      return JsonPatch.remove(operation.path);
  }
}
