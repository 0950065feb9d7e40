import { argocdRows } from './argocd/rows';
import { components, delivered, packaged } from './components';
import { helmRows } from './helm/rows';
import type { PlatformRow } from './platform-row';
import { rows as postgres } from './postgres/rows';
import type { ProvenComponent } from './proven-component';
import { rows as redis } from './redis/rows';
import type { ComponentRow, Row } from './row';

/** The rows of each kind of component, by the folder of its construct. */
const rowsOfKind: Readonly<Record<string, (component: ProvenComponent) => readonly Row[]>> = { postgres, redis };

/** The rows of a component, with their full names. */
export function rowsOf(component: ProvenComponent): readonly ComponentRow[] {
  const own = rowsOfKind[component.kind];
  if (!own) throw new Error(`${component.name}: proof/rows.ts has no rows for components of kind '${component.kind}'`);
  return own(component).map((row) => ({ ...row, component, fullName: `${component.name}/${row.name}` }));
}

/** The rows of components, in the order of runs: component after component. */
export const rows: readonly ComponentRow[] = components.flatMap(rowsOf);

/** The rows of whole platforms, which run after those of components. */
export const platformRows: readonly PlatformRow[] = [...delivered.flatMap(argocdRows), ...packaged.flatMap((platform) => helmRows(platform, rowsOf))];

/** Every row, in the order of docs/proof.md. */
export const allRows: readonly (ComponentRow | PlatformRow)[] = [...rows, ...platformRows];
