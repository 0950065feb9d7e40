// What a schema of data says about their shape: which values there may be, and which of them are a choice.
import { type KnownAction, type KnownSchema, read, type Schema } from '../../../constructs/kubernetes';

export type Shape =
  | { readonly kind: 'any' }
  /** `minimum` is the least length. */
  | { readonly kind: 'text'; readonly pattern: RegExp | undefined; readonly minimum: number }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum?: number }
  | { readonly kind: 'options'; readonly options: readonly (string | number | boolean)[] }
  | ObjectShape
  /** One of several objects, by the word that one of their keys has. */
  | { readonly kind: 'variant'; readonly key: string; readonly objects: Readonly<Record<string, ObjectShape>> }
  /** `minimum` is the least number of entries. */
  | { readonly kind: 'map'; readonly value: Shape; readonly minimum: number }
  | { readonly kind: 'list'; readonly item: Shape; readonly minimum: number };

export interface ObjectShape {
  readonly kind: 'object';
  readonly entries: Readonly<Record<string, Entry>>;
}

export interface Entry {
  readonly shape: Shape;
  /** A sentence on the value. */
  readonly description: string;
  /** It may be missing, and no default takes its place. */
  readonly optional: boolean;
  /** The value that takes its place, whole. @default none does */
  readonly default?: unknown;
}

export const shapeOf = (schema: Schema): Shape => shapeIn(schema as unknown as KnownSchema);

function shapeIn(schema: KnownSchema): Shape {
  switch (schema.type) {
    case 'string':
      return {
        kind: 'text',
        pattern: actionsIn(schema).find(({ type }) => type === 'regex')?.requirement as RegExp | undefined,
        minimum: limitIn(schema, 'min_length') ?? 0,
      };
    case 'number':
      return { kind: 'number', minimum: limitIn(schema, 'min_value') ?? 0, maximum: limitIn(schema, 'max_value') };
    case 'boolean':
      return { kind: 'options', options: [false, true] };
    case 'picklist':
      return { kind: 'options', options: schema.options as readonly (string | number)[] };
    case 'literal':
      return { kind: 'options', options: [schema.literal ?? ''] };
    case 'union':
      return { kind: 'any' };
    case 'strict_object':
      return objectIn(schema);
    case 'variant':
      return {
        kind: 'variant',
        key: String(schema.key),
        objects: Object.fromEntries((schema.options as readonly KnownSchema[]).map((each) => wordOf(each, String(schema.key)))),
      };
    case 'record':
      return { kind: 'map', value: shapeIn(schema.value as KnownSchema), minimum: limitIn(schema, 'min_entries') ?? 0 };
    case 'array':
      return { kind: 'list', item: shapeIn(schema.item as KnownSchema), minimum: limitIn(schema, 'min_length') ?? 0 };
    default:
      throw new Error(`a schema of the type ${schema.type} cannot become values of a chart`);
  }
}

const limitIn = (schema: KnownSchema, action: string): number | undefined =>
  actionsIn(schema).find(({ type }) => type === action)?.requirement as number | undefined;

/** The actions of a pipe. It may begin with another one. */
function actionsIn({ pipe = [] }: KnownSchema): readonly KnownAction[] {
  const [first, ...actions] = pipe;
  return first ? [...actionsIn(first), ...actions] : [];
}

const objectIn = ({ entries = {} }: KnownSchema): ObjectShape => ({
  kind: 'object',
  entries: Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => {
      const schema = entry.type === 'optional' ? (entry.wrapped as KnownSchema) : entry;
      const optional = entry.type === 'optional' && entry.default === undefined;
      const described = {
        shape: shapeIn(schema),
        optional,
        description: actionsIn(schema).findLast(({ type }) => type === 'description')?.description ?? '',
      };
      return [key, entry.default === undefined ? described : { ...described, default: read(schema as unknown as Schema, entry.default).filled }];
    }),
  ),
});

const wordOf = (schema: KnownSchema, key: string): [string, ObjectShape] => [String(schema.entries?.[key]?.literal), objectIn(schema)];

/** Paths of a kind of shape, each with its shape. */
export function pathsOf<K extends Shape['kind']>(
  shape: Shape,
  kind: K,
  path = '',
): { readonly path: string; readonly shape: Extract<Shape, { kind: K }> }[] {
  const own = shape.kind === kind ? [{ path, shape: shape as Extract<Shape, { kind: K }> }] : [];
  const below = (key: string) => (path ? `${path}.${key}` : key);
  switch (shape.kind) {
    case 'object':
      return [...own, ...Object.entries(shape.entries).flatMap(([key, entry]) => pathsOf(entry.shape, kind, below(key)))];
    case 'variant': {
      const all = Object.values(shape.objects)
        .flatMap((object) => pathsOf(object, kind, path))
        .filter((each) => each.path !== path);
      return [...own, ...new Map(all.map((each) => [each.path, each])).values()];
    }
    case 'map':
      return [...own, ...pathsOf(shape.value, kind, `${path}#`)];
    case 'list':
      return [...own, ...(shape.item.kind === 'options' ? [] : pathsOf(shape.item, kind, `${path}[]`))];
    default:
      return own;
  }
}

/** The shape without the values at some paths. */
export function without(shape: Shape, paths: readonly string[], path = ''): Shape {
  const entriesOf = (object: ObjectShape): ObjectShape => ({
    kind: 'object',
    entries: Object.fromEntries(
      Object.entries(object.entries).flatMap(([key, entry]) => {
        const at = path ? `${path}.${key}` : key;
        return paths.includes(at) ? [] : [[key, { ...entry, shape: without(entry.shape, paths, at) }]];
      }),
    ),
  });
  if (shape.kind === 'object') return entriesOf(shape);
  if (shape.kind !== 'variant') return shape;
  return { ...shape, objects: Object.fromEntries(Object.entries(shape.objects).map(([word, object]) => [word, entriesOf(object)])) };
}
