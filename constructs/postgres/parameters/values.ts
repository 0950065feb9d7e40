// Reads values as PostgreSQL does in parse_bool(), parse_int() and parse_real() of guc.c.
import type { NumberType } from './catalogue';

/** Value of a parameter in an environment. */
export type ParameterValue = string | number | boolean;

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'true', 'yes', '1'].map((word) => [word, true] as const),
  ...['off', 'false', 'no', '0'].map((word) => [word, false] as const),
]);

/**
 * The boolean value; undefined if the value is not a boolean. PostgreSQL also accepts abbreviations ('of' for off), but Patroni reads the value
 * first and drops such a parameter.
 */
export const readBoolean = (value: ParameterValue | undefined): boolean | undefined => booleans.get(String(value).toLowerCase());

/** The name in an enum for a value. An enum that has on and off accepts every boolean. */
export function readEnum(value: ParameterValue, values: readonly string[]): string | undefined {
  const boolean = readBoolean(value);
  const word = boolean !== undefined && values.includes('on') && values.includes('off') ? (boolean ? 'on' : 'off') : String(value);
  return values.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
}

/** Units in bytes and in microseconds. */
const unitTables: readonly Readonly<Record<string, number>>[] = [
  { B: 1, kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 },
  { us: 1, ms: 1e3, s: 1e6, min: 6e7, h: 3.6e9, d: 8.64e10 },
];

/** The units that values of a parameter may have: those of the same dimension. */
export const unitsOf = ({ unit }: NumberType): readonly string[] => Object.keys(tableOf(unit));

const tableOf = (unit: string): Readonly<Record<string, number>> => unitTables.find((table) => baseOf(unit) in table) ?? {};
/** '8kB' means blocks of 8 kB. */
const baseOf = (unit: string): string => unit.replace(/^[0-9]+/, '');

const integerPattern = /^ *([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+) *([a-zA-Z]*) *$/;
const decimalPattern = /^ *([+-]?)([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?) *([a-zA-Z]*) *$/;

/** The value as a number in the parameter's unit; undefined if PostgreSQL cannot read it. Does not check bounds. */
export function readNumber(value: ParameterValue, type: Pick<NumberType, 'kind' | 'unit'>): number | undefined {
  const text = String(value);
  if (type.kind === 'integer' && /^ *[+-]?0[0-7]*[89]/.test(text)) return undefined; // a leading 0 means octal
  const integer = type.kind === 'integer' ? integerPattern.exec(text) : null;
  const [, sign = '', digits = '', unit = ''] = integer ?? decimalPattern.exec(text) ?? [];
  const size = integer ? integerOf(digits) : Number.parseFloat(digits);
  const factor = unit === '' ? 1 : factorOf(unit, type.unit);
  if (Number.isNaN(size) || factor === undefined) return undefined;
  const number = (sign === '-' ? -size : size) * factor;
  return type.kind === 'integer' ? roundToEven(number) : number;
}

/** Rounds as rint() of C. */
const roundToEven = (number: number): number => (Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));

/** Reads base 16, 8 or 10 by the first digits, as strtol() of C. */
function integerOf(digits: string): number {
  if (/^0[xX]/.test(digits)) return Number.parseInt(digits, 16);
  return Number.parseInt(digits, /^0[0-9]/.test(digits) ? 8 : 10);
}

function factorOf(unit: string, target: string): number | undefined {
  const table = tableOf(target);
  const [given, own] = [Object.hasOwn(table, unit) ? table[unit] : undefined, table[baseOf(target)]];
  if (given === undefined || own === undefined) return undefined;
  return given / (own * (Number.parseInt(target, 10) || 1));
}
