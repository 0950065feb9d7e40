// How data are described: schemas of valibot with a sentence for each value, which become the Helm chart's values.schema.json, and one error for
// each value that is wrong.
import * as v from 'valibot';

export type Schema = v.GenericSchema;

/** What a schema accepts, as read-only data. */
export type Data<S extends Schema> = DeepReadonly<v.InferInput<S>>;

type DeepReadonly<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** Text of one form. The pattern must be one of RE2 too, which Helm reads: no look-ahead, no back reference. */
export const text = (description: string, pattern: RegExp, remedy: string, maximum = 253) =>
  v.pipe(v.string(remedy), v.regex(pattern, remedy), v.maxLength(maximum, remedy), v.description(description));

/** A whole number within bounds, both included. */
export function integer(description: string, minimum: number, maximum = 2 ** 31 - 1) {
  const remedy = `it must be a whole number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(remedy), v.integer(remedy), v.minValue(minimum, remedy), v.maxValue(maximum, remedy), v.description(description));
}

export const truth = (description: string) => v.pipe(v.boolean('it must be true or false'), v.description(description));

/** One of some words or numbers. */
export const oneOf = <const Options extends readonly (string | number)[]>(description: string, options: Options) =>
  v.pipe(v.picklist(options, `it must be one of ${options.join(', ')}`), v.description(description));

/** A list of so many items at least, none of them twice. */
export function list<Item extends Schema>(description: string, item: Item, minimum = 0) {
  const remedy = minimum === 0 ? 'it must be a list' : `it must be a list of ${minimum} or more`;
  const twice = 'it must hold nothing twice';
  return v.pipe(
    v.array(item, remedy),
    v.minLength(minimum, remedy),
    v.check((items) => new Set(items.map((each) => JSON.stringify(each))).size === items.length, twice),
    v.description(description),
  );
}

/** Values by keys of one form, so many at least. */
export function map<Key extends v.GenericSchema<string>, Value extends Schema>(description: string, key: Key, value: Value, minimum = 0) {
  const remedy = minimum === 0 ? 'it must be an object' : `it must be an object with ${minimum} or more entries`;
  return v.pipe(v.record(key, value, remedy), v.minEntries(minimum, remedy), v.description(description));
}

/** An object with these keys and no others; a key that may be missing is wrapped by `optional()`. */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `there is no such setting; it must be one of ${Object.keys(entries).join(', ')}`;
    const missing = missingKey(issue.expected);
    return missing === undefined ? `it must be an object with ${Object.keys(entries).join(', ')}` : remedyOf(entries[missing]);
  });

export const { optional } = v;

/** A schema with the sentence that says what its value is. */
export const described = <S extends Schema>(description: string, schema: S) => v.pipe(schema, v.description(description));

/** A part of data that code gives and this schema does not look at: functions, constructs and the like. */
export const unchecked = <T>() => v.custom<T>(() => true);

/** One of several objects, told apart by a key. */
export const variant = <const Key extends string, const Options extends v.VariantOptions<Key>>(
  key: Key,
  words: readonly string[],
  options: Options,
) =>
  v.variant(key, options, ({ expected }) => {
    const remedy = `it must be one of ${words.join(', ')}`;
    return expected === 'Object' ? `${remedy}, by its ${key}` : remedy;
  });

/** What a rule finds wrong: the place below the rule's own object, and what would be right there. */
export interface Broken {
  readonly path: readonly (string | number)[];
  readonly remedy: string;
}

/** A schema with a rule over several values, which is asked when each value by itself is right. */
export const agreeing = <S extends Schema>(schema: S, find: (data: Data<S>) => readonly Broken[]) =>
  v.pipe(
    schema,
    v.rawCheck<v.InferOutput<S>>(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.issues) return;
      const { value } = dataset;
      for (const { path, remedy } of find(value as Data<S>)) addIssue({ message: remedy, input: valueAt(value, path), path: pathItems(value, path) });
    }),
  );

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
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

/** A broken rule unless the condition holds. */
export const must = (holds: boolean, path: readonly (string | number)[], remedy: string): Broken[] => (holds ? [] : [{ path, remedy }]);

/** A word that tells a variant from the others. */
export const word = <const Word extends string>(description: string, value: Word) => v.pipe(v.literal(value), v.description(description));

/** The key of an object that is missing; valibot says it in quotes. */
const missingKey = (expected: string | null): string | undefined => /^"(.*)"$/.exec(expected ?? '')?.[1];

/** What would be right for a value, as its schema says of any that is wrong. */
function remedyOf(schema: Schema | undefined): string {
  const [issue] = schema ? (v.safeParse(schema, null).issues ?? []) : [];
  return issue?.message ?? 'it is required';
}
