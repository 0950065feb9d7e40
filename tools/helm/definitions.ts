// Parts of a JSON Schema that occur more than once, each written once: the settings of pods alone have hundreds of lines.
import type { JsonSchema } from '../../constructs/kubernetes';

/** Shorter parts stay where they are, so that most of a schema reads from top to bottom. */
const leastCharacters = 600;

export function withDefinitions(schema: JsonSchema): JsonSchema {
  const repeated = repeatedIn(schema);
  const names = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const shared = (value: unknown, key: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => shared(item, key));
    const text = textOf(value);
    if (!isSchema(value) || !repeated.has(text)) return inside(value, key);
    const { description, default: usual } = value;
    const known = names.get(text);
    const name = known ?? freeName(key, definitions);
    if (known === undefined) {
      names.set(text, name);
      definitions[name] = {}; // it takes the name
      definitions[name] = inside(JSON.parse(text), key);
    }
    return {
      ...(description === undefined ? {} : { description }),
      ...(usual === undefined ? {} : { default: usual }),
      $ref: `#/definitions/${name}`,
    };
  };
  /** `items` and the like are named after the value that has them. */
  const inside = (value: object, key: string) =>
    Object.fromEntries(
      Object.entries(value).map(([inner, item]) => [inner, shared(item, keywords.has(inner) || !/^\w+$/.test(inner) ? key : inner)]),
    );
  return { ...(inside(schema, 'values') as JsonSchema), definitions };
}

const keywords = new Set(['items', 'properties', 'allOf', 'if', 'then', 'else', 'not', 'additionalProperties', 'patternProperties']);

/** `properties` is an object too, but no schema; its `type` would be the schema of a value with this name. */
const isSchema = (value: object): value is JsonSchema => 'type' in value && typeof value.type === 'string';

/** A schema without what is only said to people: the same schema has another description in another place. */
const textOf = (value: object): string => {
  const { description: _, default: __, ...rest } = value as JsonSchema;
  return JSON.stringify(rest);
};

/** Texts of long schemas that occur more than once. Those inside of a repeated one count only once. */
function repeatedIn(schema: unknown): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSchema(value)) {
      const text = textOf(value);
      if (text.length >= leastCharacters && seen.has(text)) {
        repeated.add(text);
        return;
      }
      seen.add(text);
    }
    Object.values(value).forEach(visit);
  };
  visit(schema);
  return repeated;
}

function freeName(key: string, taken: object): string {
  if (!(key in taken)) return key;
  const number = [2, 3, 4, 5, 6, 7, 8, 9].find((each) => !(`${key}${each}` in taken));
  if (number === undefined) throw new Error(`more than nine different schemas have the name ${key}`);
  return `${key}${number}`;
}
