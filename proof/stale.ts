import type { Hashes } from './report';
import type { RowResult } from './results';

interface Named {
  readonly name: string;
  readonly component: { readonly name: string };
}

export interface Stale {
  readonly component: string;
  readonly rows: readonly string[];
}

/** The rows whose results match the previous manifests but not the current ones, by component; components without such rows are omitted. */
export function becameStale(results: readonly RowResult[], before: Hashes, now: Hashes, rows: readonly Named[]): Stale[] {
  const components = [...new Set(rows.map((row) => row.component.name))];
  return components.flatMap((component) => {
    if (before(component) === now(component)) return [];
    const own = rows.filter((row) => row.component.name === component).map(({ name }) => name);
    const stale = results.filter(({ row, manifests }) => own.includes(row) && manifests === before(component)).map(({ row }) => row);
    return stale.length === 0 ? [] : [{ component, rows: stale }];
  });
}
