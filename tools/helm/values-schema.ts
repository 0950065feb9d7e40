// values.schema.json: what a chart's values may be. Helm checks them with it before it renders anything, and editors show its descriptions.
import { toJsonSchema } from '@valibot/to-json-schema';
import { type HelmChart, type JsonSchema, type KnownAction, type KnownSchema, type Platform, refused } from '../../constructs/kubernetes';
import { withDefinitions } from './definitions';
import { oneOfVariants } from './variants';

type Properties = Readonly<Record<string, JsonSchema>>;

/** In place of a check that JSON Schema does not have: the key that it is about, or nothing. */
const unknown = 'x-unknown';

const onlyTheseNumbers = (platform: string): string =>
  `the chart is rendered for these numbers only; for another one, set it in an environment in charts/${platform}/environments.ts and run make synth`;

/**
 * The JSON Schema of a platform's values.
 *
 * @param shaping numbers that objects follow from, by path, each with the values that the chart has
 */
export function valuesSchema(
  platform: Platform,
  { leftOut }: Pick<HelmChart, 'leftOut'>,
  shaping: ReadonlyMap<string, readonly number[]>,
): JsonSchema {
  const converted = toJsonSchema(platform.schema, { overrideSchema: schemaOf, overrideAction: actionOf } as Config) as JsonSchema;
  const shaped = [...shaping].reduce(
    (schema, [path, numbers]) => changed(schema, path.split('.'), (own) => shapingNumber(own, [...numbers, onlyTheseNumbers(platform.name)])),
    converted,
  );
  const remaining = Object.entries(leftOut).reduce((schema, [path, why]) => without(schema, path.split('.'), why), shaped);
  const { properties, ...rest } = withoutUnknown(remaining, [], new Set(Object.keys(leftOut))) as JsonSchema;
  const global = { type: 'object', description: 'Helm gives these values to a chart and all its subcharts; this chart does not use them.' };
  return withDefinitions({ ...rest, title: `Values of the chart ${platform.name}`, properties: { ...(properties as Properties), global } });
}

/**
 * A value with a default is required too: values.yaml has it, and templates need it. It is missing only if a user removes it with null. Of other
 * values null means the same as none: `helm upgrade --reuse-values` hands it to the schema.
 */
function schemaOf({ valibotSchema, jsonSchema }: Parameters<NonNullable<Config['overrideSchema']>>[0]): JsonSchema | undefined {
  const { type, entries = {}, key = '' } = valibotSchema as unknown as KnownSchema;
  if (type === 'variant') return oneOfVariants(String(key), jsonSchema.oneOf as unknown as readonly JsonSchema[]);
  if (type === 'record') return mapOf(jsonSchema as JsonSchema, remedyOf(key as KnownAction));
  if (type !== 'strict_object') return undefined;
  const isNeeded = (entry: KnownSchema) => entry.type !== 'optional' || entry.default !== undefined;
  const needed = Object.keys(entries).filter((name) => isNeeded(entries[name] as KnownSchema));
  const properties = Object.entries(jsonSchema.properties as Properties).map(([name, own]) => [name, needed.includes(name) ? own : orNull(own)]);
  return { ...jsonSchema, properties: Object.fromEntries(properties), required: needed };
}

/** The schema, and null. */
function orNull({ type, enum: options, anyOf, ...rest }: JsonSchema): JsonSchema {
  return {
    ...rest,
    ...(type === undefined ? {} : { type: [type, 'null'] }),
    ...(options === undefined ? {} : { enum: [...(options as readonly unknown[]), null] }),
    ...(anyOf === undefined ? {} : { anyOf: [...(anyOf as readonly unknown[]), { type: 'null' }] }),
  };
}

type Config = NonNullable<Parameters<typeof toJsonSchema>[1]>;

function actionOf({ valibotAction, jsonSchema }: Parameters<NonNullable<Config['overrideAction']>>[0]): JsonSchema | undefined {
  const { type, json, rules, about, message, requirement } = valibotAction as unknown as KnownAction;
  const schema = jsonSchema as JsonSchema;
  if (type === 'regex') return matching(schema, (requirement as RegExp).source, String(message));
  if (type === 'finite' || rules) return schema; // all numbers of JSON are finite; checks.ts prints the rules
  if (type !== 'check' && type !== 'raw_check') return undefined;
  return json ? withMore(schema, json) : { ...schema, [unknown]: about ?? '' };
}

/** A text of a pattern. Helm shows the value with the pattern, and then the sentence. The library refuses the flag u, which RE2 does not need. */
const matching = (schema: JsonSchema, pattern: string, sentence: string): JsonSchema =>
  withMore({ ...schema, pattern }, refused({ not: { pattern } }, sentence));

/**
 * A map whose keys have a format. Not `propertyNames`: for it Helm's engine prints the place of another value. With `patternProperties` a wrong key is
 * a wrong place, and the error has the remedy.
 */
function mapOf({ propertyNames, additionalProperties, ...rest }: JsonSchema, remedy: string): JsonSchema {
  const { pattern, maxLength, allOf = [], ...own } = propertyNames as JsonSchema;
  const refusals = [own, ...(allOf as readonly JsonSchema[])].flatMap(({ if: wrong, then }): [string, unknown][] => {
    const { pattern: refusedKey } = (wrong ?? {}) as JsonSchema;
    return refusedKey === undefined ? [] : [[String(refusedKey), then]];
  });
  return {
    ...rest,
    ...(maxLength === undefined ? {} : { propertyNames: { maxLength } }),
    patternProperties: { [String(pattern)]: additionalProperties, ...Object.fromEntries(refusals) },
    additionalProperties: { const: remedy },
  };
}

/** The message of the format of a text. */
function remedyOf({ type, message, pipe = [] }: KnownAction): string {
  if (type === 'regex') return String(message);
  return pipe.map(remedyOf).find(Boolean) ?? '';
}

/** A schema with more keywords; `allOf` takes those that it has already. */
const withMore = (schema: JsonSchema, more: JsonSchema): JsonSchema =>
  Object.keys(more).some((key) => key in schema)
    ? { ...schema, allOf: [...((schema.allOf ?? []) as readonly JsonSchema[]), more] }
    : { ...schema, ...more };

/** The schema with that of one value changed. */
function changed(schema: JsonSchema, [key = '', ...rest]: readonly string[], change: (own: JsonSchema) => JsonSchema): JsonSchema {
  const properties = schema.properties as Properties | undefined;
  const own = properties?.[key];
  if (!own) throw new Error(`the values have no ${key}; they have ${Object.keys(properties ?? {}).join(', ')}`);
  return { ...schema, properties: { ...properties, [key]: rest.length > 0 ? changed(own, rest, change) : change(own) } };
}

/** The sentence is among the allowed values, because Helm shows only these; the type excludes it. */
const shapingNumber = ({ description, default: usual }: JsonSchema, allowed: readonly unknown[]): JsonSchema => ({
  ...(description === undefined ? {} : { description }),
  ...(usual === undefined ? {} : { default: usual }),
  type: 'integer',
  enum: allowed,
});

/** Refuses a value with a sentence. An object cannot be a text, so no value is accepted. */
const without = (schema: JsonSchema, path: readonly string[], why: string): JsonSchema =>
  changed(schema, path, ({ description }) => ({ ...(description === undefined ? {} : { description }), type: 'object', const: why }));

/** Refuses checks that JSON Schema does not have, unless they are about a value that is left out. */
function withoutUnknown(value: unknown, path: readonly string[], leftOut: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutUnknown(item, path, leftOut));
  const { [unknown]: about, ...rest } = value as JsonSchema;
  if (about !== undefined && !leftOut.has([...path, about].join('.')))
    throw new Error(`${path.join('.')}: JSON Schema has no such check; write it with condition() or withRules()`);
  return Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, withoutUnknown(item, key === 'properties' ? path : [...path, key], leftOut)]),
  );
}
