import type { Address } from './in-dist';
import type { Promised } from './measurement';
import type { RowResult } from './results';

/** What the pages need to know about a component. */
export interface ComponentDescription extends Address {
  readonly name: string;
  readonly introduction: string;
  /** Folder of what it runs. @default that of the environment in dist */
  readonly folder?: string;
}

/** What the pages need to know about a row. */
export interface RowDescription {
  readonly fullName: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  readonly component: ComponentDescription;
}

/** A component with its rows, each with its result if it ran. */
export interface Section {
  readonly component: ComponentDescription;
  readonly rows: readonly { readonly row: RowDescription; readonly result?: RowResult }[];
  /** Hash of its current manifests; undefined if there are none. */
  readonly hash?: string;
}

/** The end of a row's full name, which is unique on its component's page. */
export const shortName = ({ fullName, component }: Pick<RowDescription, 'fullName' | 'component'>): string =>
  fullName.slice(component.name.length + 1);

/** Text of a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const measured = (result: RowResult): string => `${result.measured}${result.incomplete ? ' (**too few repetitions**)' : ''}`;

export const isStale = (result: RowResult, { hash }: Pick<Section, 'hash'>): boolean => result.manifests !== hash;

export interface Counts {
  readonly rows: number;
  readonly passed: number;
  readonly failed: number;
  readonly stale: number;
  readonly 'not run': number;
}

export function countsOf(section: Section): Counts {
  const results = section.rows.flatMap(({ result }) => result ?? []);
  const passed = results.filter((result) => result.passed).length;
  return {
    rows: section.rows.length,
    passed,
    failed: results.length - passed,
    stale: results.filter((result) => isStale(result, section)).length,
    'not run': section.rows.length - results.length,
  };
}
