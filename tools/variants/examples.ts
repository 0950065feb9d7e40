import { parse } from 'yaml';
import type { Path } from './places';

/** One row of the table in docs/configuration.md. */
export interface Example {
  readonly path: Path;
  readonly value: unknown;
}

/** The examples of docs/configuration.md, from its text. */
export const examplesOf = (page: string): Example[] =>
  [...page.matchAll(/^\| .+ \| `([\w.]+)` \| `(.+)` \|$/gm)].map(([, where = '', example = '']) => ({
    path: where.split('.'),
    value: parse(example),
  }));
