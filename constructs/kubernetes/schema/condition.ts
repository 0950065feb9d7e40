// Conditions on a value that valibot can only check with a function, each with the same in JSON Schema.
import * as v from 'valibot';

/** Part of a JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A condition, and the same for values.schema.json.
 *
 * @param json {} if JSON Schema cannot say it; test/tools/helm lists these conditions
 */
export const condition = <T>(holds: (value: T) => boolean, remedy: string, json: JsonSchema) => ({ ...v.check<T, string>(holds, remedy), json });

/** Text that does not match a pattern. The pattern has no flags, look-around or back reference. */
export const unlike = (pattern: RegExp, remedy: string) =>
  condition<string>((value) => !pattern.test(value), remedy, refused({ type: 'string', pattern: pattern.source }, remedy));

/** Applies a JSON Schema to what matches another. */
// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
export const where = (matches: JsonSchema, applies: JsonSchema): JsonSchema => ({ if: matches, then: applies });

/** Refuses what matches a JSON Schema. Helm says that the value must be the remedy; for `not` it would only say that it failed. */
export const refused = (wrong: JsonSchema, remedy: string): JsonSchema => where(wrong, { const: remedy });

/** Applies a JSON Schema to objects in which a key has one of some words. */
export const whereIs = (key: string, words: readonly string[], applies: JsonSchema): JsonSchema =>
  where({ properties: { [key]: { enum: words } }, required: [key] }, applies);
