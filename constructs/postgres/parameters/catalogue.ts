import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Type of a parameter, as PostgreSQL documents it. */
export type ParameterType =
  | { readonly kind: 'bool' | 'string' }
  /** PostgreSQL computes it, or its build defines it; PostgreSQL does not start if the configuration sets it. */
  | { readonly kind: 'preset' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | NumberType;

export interface NumberType {
  readonly kind: 'integer' | 'real';
  readonly minimum: number;
  readonly maximum: number;
  /** Unit of a number without a unit, such as 'ms' or '8kB'; empty if the parameter has none. */
  readonly unit: string;
}

export interface Parameter {
  /** Name in PostgreSQL's spelling. */
  readonly name: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly type: ParameterType;
}

/** The parameters by lower-case name; several if a version changed the parameter. tools/record-parameters.ts writes the file. */
function readParameters(): ReadonlyMap<string, readonly Parameter[]> {
  const found = new Map<string, Parameter[]>();
  for (const line of readFileSync(join(__dirname, 'parameters.tsv'), 'utf8').trim().split('\n')) {
    const [name = '', first, last, kind = '', ...rest] = line.split('\t');
    const key = name.toLowerCase();
    const parameter = { name, firstVersion: Number(first), lastVersion: Number(last), type: typeOf(kind, rest) };
    found.set(key, [...(found.get(key) ?? []), parameter]);
  }
  return found;
}

function typeOf(kind: string, [first = '', second = '', unit = '']: readonly string[]): ParameterType {
  if (kind === 'integer' || kind === 'real') return { kind, minimum: Number(first), maximum: Number(second), unit };
  if (kind === 'enum') return { kind, values: first.split('|') };
  if (kind === 'bool' || kind === 'string' || kind === 'preset') return { kind };
  throw new Error(`constructs/postgres/parameters/parameters.tsv: '${kind}' is not a parameter type`);
}

let parameters: ReadonlyMap<string, readonly Parameter[]> | undefined;

/** The parameters of all recorded versions, read on first use. */
export const allParameters = (): ReadonlyMap<string, readonly Parameter[]> => {
  parameters ??= readParameters();
  return parameters;
};

/** The parameter with this name (case-insensitive) in a version of PostgreSQL. */
export const parameterOf = (name: string, version: number): Parameter | undefined =>
  allParameters()
    .get(name.toLowerCase())
    ?.find(({ firstVersion, lastVersion }) => firstVersion <= version && version <= lastVersion);
