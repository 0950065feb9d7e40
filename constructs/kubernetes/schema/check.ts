import type { Construct } from 'constructs';
import * as v from 'valibot';
import type { Schema } from './schema';

/** One invalid value. */
export interface Fault {
  /** Its path, such as `database.readProxy.replicas` or `cluster.apiServer.cidrs[0]`; empty for the whole value. */
  readonly path: string;
  readonly value: unknown;
  /** What a valid value is. */
  readonly remedy: string;
}

/** All invalid values in the order of the schema, each path once. */
export function faultsOf(schema: Schema, data: unknown): Fault[] {
  const { issues = [], output } = v.safeParse(schema, data);
  const faults = issues.map((issue) => ({
    path: pathOf(issue.path ?? []),
    value: issue.expected === 'never' ? issue.path?.at(-1)?.value : issue.input, // for an unknown key, `input` is the key
    remedy: issue.message,
  }));
  if (faults.length === 0) return otherObjects(data, output, []);
  return [...new Map(faults.reverse().map((fault) => [fault.path, fault])).values()].reverse();
}

/**
 * Finds lists, Maps and Dates in place of objects. valibot accepts them as objects without entries, or with indexes as keys; its output is then a
 * different kind of value. For values that it does not check (`unchecked()`), the output is the same value.
 */
function otherObjects(data: unknown, output: unknown, path: readonly { readonly key: string | number }[]): Fault[] {
  if (typeof data !== 'object' || data === null || data === output) return [];
  const isList = Array.isArray(data);
  const plain = isList ? Array.isArray(output) : [Object.prototype, null].includes(Object.getPrototypeOf(data));
  if (!plain)
    return [{ path: pathOf(path), value: data, remedy: `it must be ${Array.isArray(output) ? 'a list' : 'an object with its keys and values'}` }];
  return Object.entries(data).flatMap(([key, item]) =>
    otherObjects(item, (output as Readonly<Record<string, unknown>>)[key], [...path, { key: isList ? Number(key) : key }]),
  );
}

const pathOf = (path: readonly { readonly key?: unknown }[]): string =>
  path
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${key}` : `['${key}']`))
    .join('')
    .replace(/^\./, '');

/** An error message with the path, the value, and what a valid value is. */
export const messageOf = (where: string, { path, value, remedy }: Fault): string =>
  `${[where, path || 'the whole value'].filter(Boolean).join(': ')} is ${show(value)}; ${remedy}`;

/** Throws if a construct's value does not match the schema. The error has a line for each fault, with the construct's path. */
export function requireValid(scope: Construct, schema: Schema, value: unknown, property = ''): void {
  const faults = faultsOf(schema, value);
  if (faults.length === 0) return;
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
