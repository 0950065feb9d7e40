import type { Address } from './in-dist';
import type { Hashes } from './manifests';
import type { RowResult } from './results';

interface Described {
  readonly fullName: string;
  readonly component: Address & { readonly name: string };
}

export interface Stale {
  readonly component: string;
  readonly rows: readonly string[];
}

/** The rows whose results match the previous manifests but not the current ones, by component; components without such rows are omitted. */
export function becameStale(results: readonly RowResult[], before: Hashes, now: Hashes, rows: readonly Described[]): Stale[] {
  const components = [...new Set(rows.map((row) => row.component))];
  return components.flatMap((component) => {
    if (before(component) === now(component)) return [];
    const own = rows.filter((row) => row.component === component).map(({ fullName }) => fullName);
    const stale = results.filter(({ row, manifests }) => own.includes(row) && manifests === before(component)).map(({ row }) => row);
    return stale.length === 0 ? [] : [{ component: component.name, rows: stale }];
  });
}
