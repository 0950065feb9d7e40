// How data are described: valibot schemas with a sentence for each value, which become the Helm chart's values.schema.json. Each invalid value
// gives one error.
import * as v from 'valibot';
import { condition } from './condition';

export type Schema = v.GenericSchema;

/** The data that a schema accepts, read-only. */
export type Data<S extends Schema> = DeepReadonly<v.InferInput<S>>;

/** The same with the defaults filled in. */
export type Filled<S extends Schema> = DeepReadonly<v.InferOutput<S>>;

type DeepReadonly<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** Text of one format. Helm evaluates the pattern with RE2, so it must have no look-ahead and no back reference. */
export const text = (description: string, pattern: RegExp, remedy: string, maximum = 253) =>
  v.pipe(v.string(remedy), v.regex(pattern, remedy), v.maxLength(maximum, remedy), v.description(description));

/** A whole number from minimum to maximum, both inclusive. */
export function integer(description: string, minimum: number, maximum = 2 ** 31 - 1) {
  const remedy = `it must be a whole number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(remedy), v.integer(remedy), v.minValue(minimum, remedy), v.maxValue(maximum, remedy), v.description(description));
}

export const truth = (description: string) => v.pipe(v.boolean('it must be true or false'), v.description(description));

/** One of the given words or numbers. */
export const oneOf = <const Options extends readonly (string | number)[]>(description: string, options: Options) =>
  v.pipe(v.picklist(options, `it must be one of ${options.join(', ')}`), v.description(description));

/** A list without duplicates, of at least `minimum` items. */
export function list<Item extends Schema>(description: string, item: Item, minimum = 0) {
  const remedy = minimum === 0 ? 'it must be a list' : `it must be a list of ${minimum} or more`;
  const twice = 'it must not contain duplicates';
  return v.pipe(
    v.array(item, remedy),
    v.minLength(minimum, remedy),
    condition((items) => new Set(items.map((each) => JSON.stringify(each))).size === items.length, twice, { uniqueItems: true }),
    v.description(description),
  );
}

/** A map whose keys have one format, of at least `minimum` entries. */
export function map<Key extends v.GenericSchema<string>, Value extends Schema>(description: string, key: Key, value: Value, minimum = 0) {
  const remedy = minimum === 0 ? 'it must be an object' : `it must be an object with ${minimum} or more entries`;
  return v.pipe(v.record(key, value, remedy), v.minEntries(minimum, remedy), v.description(description));
}

/** An object with these keys and no others; wrap the schema of a key that may be missing in `optional()`. */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `there is no such setting; it must be one of ${Object.keys(entries).join(', ')}`;
    const missing = missingKey(issue.expected);
    return missing === undefined ? `it must be an object with ${Object.keys(entries).join(', ')}` : remedyOf(entries[missing]);
  });

/** A value that may be missing. Its default, if there is one, then takes its place. */
export const { optional } = v;

/** Adds a description to a schema. */
export const described = <S extends Schema>(description: string, schema: S) => v.pipe(schema, v.description(description));

/** A value that comes from code and is not checked: functions, constructs and the like. */
export const unchecked = <T>() => v.custom<T>(() => true);

/** One of several objects, distinguished by the value of a key. */
export const variant = <const Key extends string, const Options extends v.VariantOptions<Key>>(
  key: Key,
  words: readonly string[],
  options: Options,
) =>
  v.variant(key, options, ({ expected }) => {
    const remedy = `it must be one of ${words.join(', ')}`;
    return expected === 'Object' ? `${remedy}, by its ${key}` : remedy;
  });

/** A violation of a rule: the path below the rule's object, and what a valid value is. */
export interface Broken {
  readonly path: readonly (string | number)[];
  readonly remedy: string;
}

/**
 * Adds a rule over several values to a schema; it runs only if each single value is valid. It is code, which Helm charts do not have: use `withRules`
 * for values of charts.
 *
 * @param about the key whose value it checks, if there is only one: a chart without this value does not need the rule
 */
export const agreeing = <S extends Schema>(schema: S, find: (data: Filled<S>) => readonly Broken[], about?: string) =>
  v.pipe(schema, { ...reporting<v.InferOutput<S>>((data) => find(data as Filled<S>)), about });

/** An action that reports violations. */
export const reporting = <T>(find: (data: T) => readonly Broken[]) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.issues) return;
    const { value } = dataset;
    for (const { path, remedy } of find(value)) addIssue({ message: remedy, input: valueAt(value, path), path: pathItems(value, path) });
  });

export const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key], data);

function pathItems(data: unknown, path: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] | undefined {
  const items = path.map(
    (key, depth): v.IssuePathItem => ({
      type: 'unknown',
      origin: 'value',
      input: valueAt(data, path.slice(0, depth)),
      key,
      value: valueAt(data, path.slice(0, depth + 1)),
    }),
  );
  const [first, ...rest] = items;
  return first && [first, ...rest];
}

/** A violation, unless the condition holds. */
export const must = (holds: boolean, path: readonly (string | number)[], remedy: string): Broken[] => (holds ? [] : [{ path, remedy }]);

/** The word that identifies a variant. */
export const word = <const Word extends string>(description: string, value: Word) => v.pipe(v.literal(value), v.description(description));

/** The missing key of an object; valibot writes it in quotes. */
const missingKey = (expected: string | null): string | undefined => /^"(.*)"$/.exec(expected ?? '')?.[1];

/** The remedy of a schema, as it appears for an invalid value. */
function remedyOf(schema: Schema | undefined): string {
  const [issue] = schema ? (v.safeParse(schema, null).issues ?? []) : [];
  return issue?.message ?? 'it is required';
}
