import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What PostgreSQL says of a parameter. */
export type ParameterType =
  | { readonly kind: 'bool' | 'string' }
  /** PostgreSQL computes it or has it from its build; a configuration that names it stops the start. */
  | { readonly kind: 'preset' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | NumberType;

export interface NumberType {
  readonly kind: 'integer' | 'real';
  readonly minimum: number;
  readonly maximum: number;
  /** What a number without a unit counts, such as 'ms' or '8kB'; empty where the parameter has none. */
  readonly unit: string;
}

export interface Parameter {
  /** As PostgreSQL spells it. */
  readonly name: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly type: ParameterType;
}

/** Every parameter by its name in lower case; more than one where a version changed it. tools/record-parameters.ts writes the file. */
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
  throw new Error(`constructs/postgres/parameters/parameters.tsv: '${kind}' is no type of a parameter`);
}

let parameters: ReadonlyMap<string, readonly Parameter[]> | undefined;

/** The parameters of all recorded versions, read when they are first needed. */
export const allParameters = (): ReadonlyMap<string, readonly Parameter[]> => {
  parameters ??= readParameters();
  return parameters;
};

/** The parameter of that name, in any case of its letters, in a version of PostgreSQL. */
export const parameterOf = (name: string, version: number): Parameter | undefined =>
  allParameters()
    .get(name.toLowerCase())
    ?.find(({ firstVersion, lastVersion }) => firstVersion <= version && version <= lastVersion);
