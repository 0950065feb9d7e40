import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { faultAfter, faultBefore } from './patch-faults';
import { type PatchOperation, patchOperations } from './patch-operation';
import { idInPatches, refusalsOf } from './patchable';

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
 * @param operations applied in this order; docs/configuration.md states what is refused
 */
export function patch(component: Construct, id: string, operations: readonly PatchOperation[]): void {
  requireValid(component, patchOperations, operations, `the patch of ${id}`);
  component.node.addMetadata(key, { id, operations } satisfies Patch);
}

const patchesOf = ({ node }: IConstruct): Patch[] => node.metadata.filter(({ type }) => type === key).map(({ data }) => data as Patch);

/** The manifest of an object with its patches. */
export const patched = (object: ApiObject, manifest: object): object =>
  object.node.scopes
    .flatMap((component) => patchesOf(component).filter(({ id }) => id === idInPatches(object, component)))
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
      .filter((object) => !refusalsOf(object).some(({ path }) => path === ''))
      .map((object) => idInPatches(object, component));
    const unknown = patches.find(({ id }) => !ids.includes(id));
    if (unknown) throw invalid(component as Construct, 'the object to patch', unknown.id, `it must be one of ${ids.join(', ')}`);
  }
}

function apply(object: ApiObject, manifest: object, operation: PatchOperation): object {
  const refuse = (fault: string | undefined) => {
    if (fault !== undefined) throw invalid(object, `the patch ${operation.op}`, operation.path, fault);
  };
  refuse(faultBefore(object, manifest, operation));
  const result = resultOf(manifest, operation);
  refuse(typeof result === 'string' ? result : faultAfter(object, manifest, result, operation));
  return result as object;
}

/** The changed manifest, or why JSON Patch refuses the operation. */
function resultOf(manifest: object, operation: PatchOperation): object | string {
  try {
    return JsonPatch.apply(structuredClone(manifest), operationOf(operation));
  } catch (error) {
    return `JSON Patch refuses it: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
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
