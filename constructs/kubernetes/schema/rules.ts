// Rules over several values, as data: environments are checked with them here, and Helm charts have them as conditions of a template.
import * as v from 'valibot';
import { bytesOf, millicoresOf } from '../../../model';
import { type Broken, type Filled, reporting, type Schema, valueAt } from './schema';

export type Path = readonly string[];

/** A number that a rule compares. */
export type Amount =
  | { readonly kind: 'constant'; readonly number: number }
  | { readonly kind: 'number' | 'bytes' | 'millicores'; readonly at: Path }
  | { readonly kind: 'sum'; readonly of: readonly Amount[] }
  | { readonly kind: 'product'; readonly factor: number; readonly of: Amount };

export type Condition =
  | { readonly kind: 'at least'; readonly amount: Amount; readonly least: Amount }
  | { readonly kind: 'is'; readonly at: Path; readonly word: string }
  | { readonly kind: 'includes'; readonly at: Path; readonly member: string }
  | { readonly kind: 'unlike'; readonly at: Path; readonly pattern: RegExp };

/** Part of a remedy: a text, the value at a path as it is written, or an amount. */
export type Words = string | { readonly kind: 'value'; readonly at: Path } | Amount;

export interface Rule {
  /** The value that is wrong if the rule is broken. */
  readonly at: Path;
  readonly holds: Condition;
  /** What a valid value is. */
  readonly remedy: readonly Words[];
  /** The rule applies only if all of these hold. */
  readonly when: readonly Condition[];
}

const path = Symbol('path');
declare const type: unique symbol;

/** The place of a value in the data that rules are about. */
export interface Place<T> {
  readonly [path]: Path;
  readonly [type]?: T;
}

/** The places of all values in the data. */
export type Places<T> = Place<T> &
  ([NonNullable<T>] extends [object] ? { readonly [Key in KeyOf<NonNullable<T>>]: Places<At<NonNullable<T>, Key>> } : unknown);
type KeyOf<T> = T extends unknown ? keyof T : never;
type At<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never;

const placesBelow = (at: Path): unknown =>
  new Proxy({ [path]: at }, { get: (target, key) => (typeof key === 'symbol' ? target[path] : placesBelow([...at, key])) });

/**
 * Adds rules to a schema; they apply only if each single value is valid. A rule is skipped while a value that it needs is missing, or is refused
 * by an earlier rule.
 */
export function withRules<S extends Schema>(schema: S, write: (data: Places<Filled<S>>) => readonly Rule[]) {
  const rules = write(placesBelow([]) as Places<Filled<S>>);
  return v.pipe(schema, { ...reporting<v.InferOutput<S>>((data) => brokenOf(rules, data)), rules });
}

/** @param remedy a text, or `remedy` with values in it */
export const rule = (place: Place<unknown>, holds: Condition, text: string | readonly Words[]): Rule => ({
  at: place[path],
  holds,
  remedy: typeof text === 'string' ? [text] : text,
  when: [],
});
export const when = (condition: Condition, rule: Rule): Rule => ({ ...rule, when: [condition, ...rule.when] });
export const remedy = (texts: TemplateStringsArray, ...values: readonly (Place<unknown> | Amount)[]): Words[] =>
  texts.flatMap((text, index): Words[] => {
    const value = values[index];
    return value === undefined ? [text] : [text, path in value ? { kind: 'value', at: value[path] } : value];
  });

export const constant = (number: number): Amount => ({ kind: 'constant', number });
export const numberIn = (place: Place<number>): Amount => ({ kind: 'number', at: place[path] });
export const bytesIn = (place: Place<string>): Amount => ({ kind: 'bytes', at: place[path] });
export const millicoresIn = (place: Place<string | undefined>): Amount => ({ kind: 'millicores', at: place[path] });
export const sum = (...of: readonly Amount[]): Amount => ({ kind: 'sum', of });
export const times = (factor: number, amount: Amount): Amount => ({ kind: 'product', factor, of: amount });

export const atLeast = (amount: Amount, least: Amount): Condition => ({ kind: 'at least', amount, least });
export const atMost = (amount: Amount, most: Amount): Condition => atLeast(most, amount);
export const is = <Word extends string>(place: Place<Word>, word: NoInfer<Word>): Condition => ({ kind: 'is', at: place[path], word });
export const includes = <Word extends string>(place: Place<readonly Word[]>, member: NoInfer<Word>): Condition => ({
  kind: 'includes',
  at: place[path],
  member,
});
export const differsFrom = (place: Place<string>, pattern: RegExp): Condition => ({ kind: 'unlike', at: place[path], pattern });

/** The values that a rule needs. */
export const neededPaths = ({ at, holds, remedy: parts, when: conditions }: Rule): Path[] => [
  at,
  ...[holds, ...conditions].flatMap((each) => (each.kind === 'at least' ? [each.amount, each.least].flatMap(pathsIn) : [each.at])),
  ...parts.flatMap((part) => (typeof part === 'string' ? [] : pathsIn(part))),
];

function pathsIn(words: Exclude<Words, string>): Path[] {
  if (words.kind === 'constant') return [];
  if (words.kind === 'sum') return words.of.flatMap(pathsIn);
  return words.kind === 'product' ? pathsIn(words.of) : [words.at];
}

function brokenOf(rules: readonly Rule[], data: unknown): Broken[] {
  const refused = new Map<string, Broken>();
  for (const each of rules) {
    const isKnown = neededPaths(each).every((at) => valueAt(data, at) !== undefined && !refused.has(at.join('.')));
    if (!isKnown || !each.when.every((condition) => isTrue(condition, data)) || isTrue(each.holds, data)) continue;
    refused.set(each.at.join('.'), { path: each.at, remedy: each.remedy.map((words) => textOf(words, data)).join('') });
  }
  return [...refused.values()];
}

function isTrue(condition: Condition, data: unknown): boolean {
  if (condition.kind === 'at least') return numberOf(condition.amount, data) >= numberOf(condition.least, data);
  const value = valueAt(data, condition.at);
  if (condition.kind === 'is') return value === condition.word;
  if (condition.kind === 'includes') return (value as readonly unknown[]).includes(condition.member);
  return !condition.pattern.test(String(value));
}

function numberOf(amount: Amount, data: unknown): number {
  if (amount.kind === 'constant') return amount.number;
  if (amount.kind === 'sum') return amount.of.reduce((total, each) => total + numberOf(each, data), 0);
  if (amount.kind === 'product') return amount.factor * numberOf(amount.of, data);
  const value = valueAt(data, amount.at);
  if (amount.kind === 'number') return Number(value);
  return (amount.kind === 'bytes' ? bytesOf : millicoresOf)(String(value));
}

const textOf = (words: Words, data: unknown): string =>
  typeof words === 'string' ? words : String(words.kind === 'value' ? valueAt(data, words.at) : numberOf(words, data));
