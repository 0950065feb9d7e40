import type { ImmutableRecord } from './immutable-fields';
import type { Violation } from './policy';

interface Named {
  readonly name: string;
  readonly environments: readonly string[];
}

/** An environment that is recorded and that no platform has: it was removed, or has another name now. */
export interface GoneEnvironment {
  /** `<platform>/<environment>`. */
  readonly name: string;
  /** What holds data there, such as `StatefulSet shopfds/shopfds-db (claims data-shopfds-db-*)`. */
  readonly holding: readonly string[];
}

export function goneEnvironments(golden: ImmutableRecord, platforms: readonly Named[]): GoneEnvironment[] {
  const present = platforms.flatMap(({ name, environments }) => environments.map((environment) => `${name}/${environment}`));
  const recorded = new Set(Object.keys(golden).map((key) => key.slice(0, key.indexOf(' '))));
  return [...recorded].filter((name) => !present.includes(name)).map((name) => ({ name, holding: holdingOf(golden, name) }));
}

export const describeGone = ({ holding }: GoneEnvironment): string =>
  holding.length === 0 ? 'it held no data' : `its cluster holds data in ${holding.join(', ')}`;

/** As violations: what Argo CD would prune must be seen before it does. */
export const refuseGone = (golden: ImmutableRecord, platforms: readonly Named[]): Violation[] =>
  goneEnvironments(golden, platforms).map((gone) => ({
    policy: 'immutable-fields',
    where: gone.name,
    message: `the environment is recorded and gone, and its folder leaves dist, which Argo CD takes for a wish to delete: ${describeGone(gone)}`,
    fix: `give it back, or its old name; if it is meant, and what becomes of its cluster is written down, \`make record\` forgets it`,
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
