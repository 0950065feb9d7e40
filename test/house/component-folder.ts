// A component's folder as the house judges it: the texts about it, what its files export, and what it renders with its own random values.
import fc from 'fast-check';
import type { ComponentArbitrary } from '../../constructs/kubernetes/arbitraries';
import type { ComponentRecord, Model } from '../../model';
import { rows } from '../../proof/rows';
import type { Files } from '../../tools/write';
import { exportedArbitraries, faultOf } from '../constructs/arbitraries';
import { environment, manifests, renderIn } from '../constructs/fixture';
import { componentFolders, registered } from '../constructs/registered';

export interface ComponentFolder {
  /** Its name in constructs/. */
  readonly name: string;
  /** TypeScript of the project, and the pages of docs. */
  readonly files: Files;
  /** The exports of its schema.ts. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Its export `arbitrary`, whatever that is. */
  readonly arbitrary: unknown;
  /** Names of its rows that the proof runs. */
  readonly rows: readonly string[];
}

export const foldersOf = (files: Files): ComponentFolder[] => {
  const [schemas, arbitraries] = [registered<Readonly<Record<string, unknown>>>('schema'), exportedArbitraries()];
  return componentFolders.map((name) => ({ name, files, schema: schemas[name] ?? {}, arbitrary: arbitraries[name], rows: rowsOf(name) }));
};

/** The rows of the components of this kind that proof/components.ts lists. */
const rowsOf = (folder: string): string[] => rows.filter(({ component }) => component.kind === folder).map(({ fullName }) => fullName);

/** What a component renders, over several random props. */
export interface Behaviour {
  /** Its records in the models, if their kind is the folder's. */
  readonly records: readonly ComponentRecord[];
  readonly hasAlerts: boolean;
  /** It keeps data in volumes. */
  readonly isStore: boolean;
}

/** What the component renders; or, as text, why that cannot be known. */
export function behaviourOf({ name, arbitrary }: ComponentFolder): Behaviour | string {
  const fault = faultOf(name, arbitrary);
  if (fault) return fault;
  const { models, error } = rendered(arbitrary as ComponentArbitrary<unknown>);
  if (models.length === 0)
    return `constructs/${name}/arbitrary.ts: ${samples} random props all fail; most must be valid. The last error is: ${error}`;
  return {
    records: models.flatMap(({ components }) => components.filter(({ kind }) => kind === name)),
    hasAlerts: models.some((model) => model.alerts.some(({ alerts }) => alerts.length > 0)),
    isStore: models.some((model) => model.components.some(({ claims }) => claims.length > 0) || manifests(model).some(keepsData)),
  };
}

const samples = 20;
/** So many platforms show what a component renders. */
const enough = 5;

/** Platforms of this component alone; random props that are refused have none. */
function rendered({ id, props, make }: ComponentArbitrary<unknown>): { readonly models: readonly Model[]; readonly error: string } {
  const models: Model[] = [];
  let last = '';
  for (const [name, given] of fc.sample(fc.tuple(id, props), { seed: 1, numRuns: samples })) {
    if (models.length === enough) break;
    try {
      models.push(renderIn((chart) => make(chart, name, given, []), environment));
    } catch (error) {
      last = String(error instanceof Error ? error.message : error);
    }
  }
  return { models, error: last };
}

const keepsData = ({ kind, spec }: { readonly kind: string; readonly spec?: { readonly volumeClaimTemplates?: readonly unknown[] } }): boolean =>
  kind === 'PersistentVolumeClaim' || (spec?.volumeClaimTemplates ?? []).length > 0;
