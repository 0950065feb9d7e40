import { parameterOf } from './catalogue';
import { type ParameterValue, readBoolean, readNumber } from './values';

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Reads the parameters of an environment as PostgreSQL does: names in any case, values by the type of the parameter. */
export interface Given {
  /** Name as the environment spells it. */
  readonly spelling: (name: string) => string;
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  readonly isOn: (name: string) => boolean;
  readonly isOff: (name: string) => boolean;
  /** In the unit of the parameter; undefined if it is not given. */
  readonly number: (name: string) => number | undefined;
}

export function readGiven(parameters: Parameters, version: number): Given {
  const found = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), { name, value }]));
  return {
    spelling: (name) => found.get(name)?.name ?? name,
    has: (name) => found.has(name),
    text: (name) => (found.has(name) ? String(found.get(name)?.value).toLowerCase() : undefined),
    isOn: (name) => readBoolean(found.get(name)?.value) === true,
    isOff: (name) => readBoolean(found.get(name)?.value) === false,
    number(name) {
      const type = parameterOf(name, version)?.type;
      const value = found.get(name)?.value;
      return value === undefined || (type?.kind !== 'integer' && type?.kind !== 'real') ? undefined : readNumber(value, type);
    },
  };
}
