import { closest, distance } from 'fastest-levenshtein';
import { allParameters, type NumberType, type Parameter, type ParameterType, parameterOf } from './catalogue';
import { type ParameterValue, readBoolean, readEnum, readNumber, unitsOf } from './values';
import { remedyOfWords } from './words';

/** A parameter that PostgreSQL refuses at start, or that Patroni ignores with only a message in its log. */
export interface ParameterFault {
  readonly name: string;
  readonly value: unknown;
  /** What a valid value is. */
  readonly remedy: string;
}

/** All names and values that a major version of PostgreSQL does not accept. */
export const checkParameters = (parameters: Readonly<Record<string, unknown>>, version: number): ParameterFault[] =>
  Object.entries(parameters).flatMap(([name, value]) => {
    const remedy =
      remedyOfName(name, version, Object.keys(parameters)) ?? remedyOfValue(value, parameterOf(name, version)?.type) ?? remedyOfWords(name, value);
    return remedy === undefined ? [] : [{ name, value, remedy }];
  });

/** Such as `auto_explain.log_min_duration`: PostgreSQL accepts any name of this form until the library that defines it is loaded. */
const extensionPattern = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)+$/;

function remedyOfName(name: string, version: number, names: readonly string[]): string | undefined {
  if (names.some((other) => other < name && other.toLowerCase() === name.toLowerCase()))
    return 'it is set twice, in two spellings; remove one of them';
  if (extensionPattern.test(name)) return undefined;
  const parameter = parameterOf(name, version);
  if (!parameter) return remedyOfUnknown(name, version);
  if (parameter.type.kind === 'preset') return 'PostgreSQL sets it itself; leave it out';
  return name === parameter.name || name === parameter.name.toLowerCase() ? undefined : `PostgreSQL spells it ${parameter.name}`;
}

function remedyOfUnknown(name: string, version: number): string {
  const spans = allParameters().get(name.toLowerCase());
  const [first, last] = [spans?.at(0), spans?.at(-1)];
  if (first && version < first.firstVersion) return `PostgreSQL has it since version ${first.firstVersion}; leave it out in version ${version}`;
  if (last) return `PostgreSQL has it up to version ${last.lastVersion}; leave it out in version ${version}`;
  const known = [...allParameters().values()].flatMap((each) => each.filter((parameter) => inVersion(parameter, version))).map((each) => each.name);
  const nearest = closest(name.toLowerCase(), known);
  const close = distance(name.toLowerCase(), nearest) <= Math.max(2, name.length / 4);
  return `PostgreSQL ${version} has no such parameter; ${close ? `did you mean ${nearest}?` : 'see its documentation'}`;
}

const inVersion = ({ firstVersion, lastVersion, type }: Parameter, version: number): boolean =>
  firstVersion <= version && version <= lastVersion && type.kind !== 'preset';

/** Parameters of extensions have no type here. */
function remedyOfValue(value: unknown, type: ParameterType = { kind: 'string' }): string | undefined {
  if (!isParameterValue(value)) return 'it must be text, a number or a boolean';
  // A line break in a value would end its line in postgresql.conf.
  if (/\p{Cc}/u.test(String(value))) return 'it must not contain control characters';
  switch (type.kind) {
    case 'bool':
      return readBoolean(value) === undefined ? 'it must be on or off, in full' : undefined;
    case 'enum':
      return readEnum(value, type.values) === undefined ? `it must be one of ${type.values.filter((each) => each !== '').join(', ')}` : undefined;
    case 'integer':
    case 'real':
      return remedyOfNumber(value, type);
    default:
      return undefined;
  }
}

const isParameterValue = (value: unknown): value is ParameterValue =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

function remedyOfNumber(value: ParameterValue, type: NumberType): string | undefined {
  const number = readNumber(value, type);
  if (number !== undefined && number >= type.minimum && number <= type.maximum) return undefined;
  const units = unitsOf(type);
  const kind = type.kind === 'integer' ? 'a whole number' : 'a number';
  return `it must be ${kind} ${rangeOf(type)}${units.length > 0 ? `, in ${type.unit} or with a unit of ${units.join(', ')}` : ''}`;
}

const rangeOf = ({ minimum, maximum, unit }: NumberType): string => {
  const counted = unit === '' ? '' : /^[0-9]/.test(unit) ? ` times ${unit}` : ` ${unit}`;
  if (maximum > 1e300) return minimum < -1e300 ? 'of any size' : `of at least ${minimum}${counted}`;
  return `from ${minimum} to ${maximum}${counted}`;
};
