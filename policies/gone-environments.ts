import type { ImmutableRecord } from './immutable-fields';
import type { Violation } from './policy';

interface Named {
  readonly name: string;
  readonly environments: readonly string[];
}

/** A recorded environment that is in no platform: it was removed or renamed. */
export interface GoneEnvironment {
  /** `<platform>/<environment>`. */
  readonly name: string;
  /** The objects that hold data there, such as `StatefulSet shopfds/shopfds-db (claims data-shopfds-db-*)`. */
  readonly holding: readonly string[];
}

export function goneEnvironments(golden: ImmutableRecord, platforms: readonly Named[]): GoneEnvironment[] {
  const present = platforms.flatMap(({ name, environments }) => environments.map((environment) => `${name}/${environment}`));
  const recorded = new Set(Object.keys(golden).map((key) => key.slice(0, key.indexOf(' '))));
  return [...recorded].filter((name) => !present.includes(name)).map((name) => ({ name, holding: holdingOf(golden, name) }));
}

export const describeGone = ({ holding }: GoneEnvironment): string =>
  holding.length === 0 ? 'it held no data' : `its cluster holds data in ${holding.join(', ')}`;

/** Violations, because a reviewer must see a removal before Argo CD prunes the objects. */
export const refuseGone = (golden: ImmutableRecord, platforms: readonly Named[]): Violation[] =>
  goneEnvironments(golden, platforms).map((gone) => ({
    policy: 'immutable-fields',
    where: gone.name,
    message: `the environment is recorded but no longer exists; its folder would leave dist, and Argo CD would delete its objects: ${describeGone(gone)}`,
    fix: 'restore it or its old name; if the removal is intended, write down what happens to its cluster and run `make record`',
  }));

function holdingOf(golden: ImmutableRecord, environment: string): string[] {
  return Object.entries(golden).flatMap(([key, fields]) => {
    const [where, kind, name = ''] = key.split(' ');
    if (where !== environment) return [];
    if (kind === 'PersistentVolumeClaim') return [`PersistentVolumeClaim ${name}`];
    if (kind !== 'StatefulSet') return [];
    const templates = (fields['spec.volumeClaimTemplates'] ?? []) as readonly { readonly metadata: { readonly name: string } }[];
    const claims = templates.map(({ metadata }) => `${metadata.name}-${name.split('/').at(-1)}-*`);
    return [`StatefulSet ${name}${claims.length > 0 ? ` (claims ${claims.join(', ')})` : ''}`];
  });
}
