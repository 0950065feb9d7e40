// What a component says about patches of its objects, as metadata of their constructs.
import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';

const idKey = 'ballast.patch-id';
const refusalKey = 'ballast.patch-refusal';

/** A field that a patch must not change. */
export interface Refusal {
  /** JSON pointer of the field; empty for the whole manifest. */
  readonly path: string;
  readonly reason: string;
}

/** Gives a construct another id in patches, because its own contains a hash. */
export const nameInPatches = (construct: Construct, id: string): void => construct.node.addMetadata(idKey, id);

/** Refuses patches of a field, of what contains it, and of what is below it. */
export const refusePatches = (object: ApiObject, refusal: Refusal): void => object.node.addMetadata(refusalKey, refusal);

/** The id of an object below its component, as patches name it: 'Deployment', 'ro/Deployment', 'shards/NetworkPolicy'. */
export const idInPatches = (object: ApiObject, component: IConstruct): string =>
  object.node.scopes
    .slice(component.node.scopes.length)
    .map(({ node }) => (node.metadata.find(({ type }) => type === idKey)?.data as string | undefined) ?? node.id)
    .filter((id) => id !== 'Default')
    .join('/');

export const refusalsOf = ({ node }: ApiObject): Refusal[] =>
  node.metadata.filter(({ type }) => type === refusalKey).map(({ data }) => data as Refusal);
