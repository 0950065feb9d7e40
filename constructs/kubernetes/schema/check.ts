import type { Construct } from 'constructs';
import * as v from 'valibot';
import { pathText } from '../../../model';
import { withoutEmpty } from './empty';
import type { Filled, Schema } from './schema';

/** One invalid value. */
export interface Fault {
  /** Its path, such as `database.readProxy.replicas` or `cluster.apiServer.cidrs[0]`; empty for the whole value. */
  readonly path: string;
  readonly value: unknown;
  /** What a valid value is. */
  readonly remedy: string;
  /** The last key of the path is invalid, not its value. */
  readonly inKey?: true;
}

/** All invalid values in the order of the schema, each path once. */
export const faultsOf = (schema: Schema, data: unknown): Fault[] => read(schema, data).faults;

/** The same, and the data with the schema's defaults filled in and without empty optional values, which are valid if there are no faults. */
export function read<S extends Schema>(schema: S, data: unknown): { readonly faults: Fault[]; readonly filled: Filled<S> } {
  const { issues = [], output } = v.safeParse(schema, data);
  const filled = output as Filled<S>;
  const faults = issues.map(faultOf);
  if (faults.length === 0) return { faults: otherObjects(data, output, []), filled: withoutEmpty(schema, filled) };
  return { faults: [...new Map(faults.reverse().map((fault) => [fault.path, fault])).values()].reverse(), filled };
}

function faultOf({ path, input, expected, message }: v.BaseIssue<unknown>): Fault {
  const last = path?.at(-1);
  const fault = { path: pathText((path ?? []).map(({ key }) => key)), remedy: message };
  if (last?.origin === 'key' && expected !== 'never' && input === last.key) return { ...fault, value: input, inKey: true };
  return { ...fault, value: last ? last.value : input }; // `input` may be the object of a rule, or an unknown key
}

/**
 * Finds lists, Maps and Dates in place of objects. valibot accepts them as objects without entries, or with indexes as keys; its output is then a
 * different kind of value. For values that it does not check (`unchecked()`), the output is the same value.
 * In maps valibot skips keys that JavaScript uses, such as `constructor`.
 */
function otherObjects(data: unknown, output: unknown, path: readonly (string | number)[]): Fault[] {
  if (typeof data !== 'object' || data === null || data === output) return [];
  const isList = Array.isArray(data);
  const plain = isList ? Array.isArray(output) : [Object.prototype, null].includes(Object.getPrototypeOf(data));
  if (!plain)
    return [{ path: pathText(path), value: data, remedy: `it must be ${Array.isArray(output) ? 'a list' : 'an object with its keys and values'}` }];
  return Object.entries(data).flatMap(([key, item]): Fault[] => {
    const at = [...path, isList ? Number(key) : key];
    if (item !== undefined && !Object.hasOwn(output as object, key))
      return [{ path: pathText(at), value: key, remedy: 'JavaScript uses this name; choose another key', inKey: true }];
    return otherObjects(item, (output as Readonly<Record<string, unknown>>)[key], at);
  });
}

/** An error message with the path, the value, and what a valid value is. */
export const messageOf = (where: string, { path, value, remedy, inKey }: Fault): string =>
  `${[where, path || 'the whole value'].filter(Boolean).join(': ')} is ${inKey ? 'an invalid key' : show(value)}; ${remedy}`;

const unchecked = 'ballast.unchecked';

/** Makes all values of the constructs below valid: a projection puts marks in the places of values. */
export const leaveUnchecked = (root: Construct): void => root.node.setContext(unchecked, true);

export const isUnchecked = (scope: Construct): boolean => scope.node.tryGetContext(unchecked) === true;

/**
 * Throws if a construct's value does not match the schema. The error has a line for each fault, with the construct's path.
 *
 * @returns the value with the schema's defaults filled in
 */
export function requireValid<S extends Schema>(scope: Construct, schema: S, value: unknown, property = ''): Filled<S> {
  const { faults, filled } = read(schema, value);
  if (faults.length === 0 || isUnchecked(scope)) return filled;
  const under = (path: string) => (property && path && !path.startsWith('[') ? `${property}.${path}` : `${property}${path}`);
  throw new Error(faults.map((fault) => messageOf(scope.node.path, { ...fault, path: under(fault.path) })).join('\n'));
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return 'a function';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that refers to itself';
  }
}
