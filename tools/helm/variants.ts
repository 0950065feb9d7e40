// The JSON Schema of one of several objects, by the word that a key has.
//
// Not `oneOf`: its error lists the faults of all alternatives. One object has the keys of all of them, and `if` adds what one alternative needs.
// Keys of another alternative are accepted and have no effect. Helm merges a user's values into those of values.yaml, so
// `--set database.architecture=standalone` would otherwise need a null for each key that only `replicated` has.
import { type JsonSchema, where } from '../../constructs/kubernetes';

type Properties = Readonly<Record<string, JsonSchema>>;

export function oneOfVariants(key: string, variants: readonly JsonSchema[]): JsonSchema {
  const all = union(variants);
  const branches = variants.flatMap((each) => {
    const more = beyond(each, all, key);
    return more ? [where({ properties: { [key]: { const: propertiesOf(each)[key]?.const } }, required: [key] }, more)] : [];
  });
  return { ...all, ...(branches.length > 0 ? { allOf: branches } : {}) };
}

const propertiesOf = ({ properties }: JsonSchema) => (properties ?? {}) as Properties;
const requiredBy = ({ required }: JsonSchema) => (required ?? []) as readonly string[];
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The keys of all schemas; required is what all require. */
function union([first = {}, ...more]: readonly JsonSchema[]): JsonSchema {
  const all = [first, ...more];
  if (more.every((each) => isSame(each, first))) return first;
  if (all.every(({ const: word }) => typeof word === 'string'))
    return {
      type: 'string',
      description: all.map(({ const: word, description }) => `${word}: ${description}`).join(' '),
      enum: all.map((each) => each.const),
    };
  if (!all.every(({ properties }) => properties)) throw new Error(`variants differ in more than their keys: ${JSON.stringify(all)}`);
  const keys = [...new Set(all.flatMap((each) => Object.keys(propertiesOf(each))))];
  return {
    ...first,
    properties: Object.fromEntries(keys.map((key) => [key, union(all.map((each) => propertiesOf(each)[key]).filter((each) => each !== undefined))])),
    required: requiredBy(first).filter((key) => more.every((each) => requiredBy(each).includes(key))),
  };
}

/** What a schema needs in addition to the union. The key's own word is the condition. */
function beyond(own: JsonSchema, all: JsonSchema, key?: string): JsonSchema | undefined {
  const required = requiredBy(own).filter((each) => !requiredBy(all).includes(each));
  const properties = Object.entries(propertiesOf(own)).flatMap(([name, each]): [string, JsonSchema][] => {
    const more = name === key ? undefined : beyond(each, propertiesOf(all)[name] ?? {});
    return more ? [[name, more]] : [];
  });
  if (required.length === 0 && properties.length === 0) return undefined;
  return { ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}), ...(required.length > 0 ? { required } : {}) };
}
