// The random values that each component's folder exports.
import fc from 'fast-check';
import type { ComponentArbitrary } from '../../constructs/kubernetes/arbitraries';
import { componentFolders, registered } from './registered';

const remedy = 'export const arbitrary: ComponentArbitrary<Props> = { weight, id, props, make }, as in constructs/redis/arbitrary.ts';

const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> => value instanceof fc.Arbitrary;

/** What is wrong with the value that a folder's arbitrary.ts exports as `arbitrary`, and what would be right. */
export function faultOf(folder: string, value: unknown): string | undefined {
  const path = `constructs/${folder}/arbitrary.ts`;
  if (typeof value !== 'object' || value === null) return `${path}: its export arbitrary is ${String(value)}; ${remedy}`;
  const { weight, id, props, make } = value as Partial<ComponentArbitrary<unknown>>;
  if (!(Number.isInteger(weight) && Number(weight) > 0))
    return `${path}: weight of its arbitrary is ${String(weight)}; it must be a whole number above 0`;
  if (!isArbitrary(id)) return `${path}: id of its arbitrary is ${String(id)}; it must be an arbitrary of fast-check for names of the component`;
  if (!isArbitrary(props))
    return `${path}: props of its arbitrary is ${String(props)}; it must be an arbitrary of fast-check for the component's props`;
  if (typeof make !== 'function')
    return `${path}: make of its arbitrary is ${String(make)}; it must be a function that creates the component: (scope, id, props, connections) => new ...`;
  return undefined;
}

/** What the folders' arbitrary.ts export as `arbitrary`, whatever it is; undefined if a folder has no such file. */
export const exportedArbitraries = (): Readonly<Record<string, unknown>> => {
  const modules = registered<{ readonly arbitrary?: unknown }>('arbitrary');
  return Object.fromEntries(componentFolders.map((folder) => [folder, modules[folder]?.arbitrary]));
};

/** The exported arbitraries, by folder. A wrong one is an error. */
export const checked = (exported: Readonly<Record<string, unknown>>): Readonly<Record<string, ComponentArbitrary<unknown>>> => {
  const faults = Object.entries(exported).flatMap(([folder, value]) => faultOf(folder, value) ?? []);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return exported as Readonly<Record<string, ComponentArbitrary<unknown>>>;
};
