// The table of a chart's values, from the shape of the data.
import type { Projection } from './projection/project';
import type { Entry, ObjectShape, Shape } from './projection/shape';

type Values = Readonly<Record<string, unknown>>;

/** A chart's values as the projection found them. */
export type Described = Pick<Projection, 'shape' | 'shaping' | 'whole'>;

interface Row {
  readonly path: string;
  readonly type: string;
  readonly value: string;
  readonly meaning: string;
}

/** @param values the chart's own values: the data of its usual environment, with the defaults filled in */
export function valuesTable(described: Described, values: Values): string {
  const { shape } = described;
  if (shape.kind !== 'object') throw new Error('the values of a chart are an object');
  const rows = new Rows(described).below(shape, '', values);
  return [
    '| value | type | default | meaning |',
    '|---|---|---|---|',
    ...rows.map(
      ({ path, type, value, meaning }) => `| ${[code(path.replaceAll('#', '.*')), type, value, cell(meaning)].map(onOneLine).join(' | ')} |`,
    ),
  ].join('\n');
}

class Rows {
  /** Where each object was described first. */
  private readonly known: { readonly path: string; readonly entries: ObjectShape['entries'] }[] = [];

  constructor(private readonly described: Described) {}

  below({ entries }: ObjectShape, path: string, values: unknown): Row[] {
    return Object.entries(entries).flatMap(([key, entry]) => this.of(entry, path ? `${path}.${key}` : key, (values as Values | undefined)?.[key]));
  }

  private of({ shape, description, optional }: Entry, path: string, value: unknown): Row[] {
    const [, sentence = '', otherwise = optional ? 'none' : ''] = /^(.*?)(?: @default (.*))?$/s.exec(description) ?? [];
    const inner = this.inner(shape, path, value);
    const isSplit = inner.length > 0 && shape.kind !== 'list' && shape.kind !== 'map';
    const shown = value === undefined ? otherwise : isSplit ? '' : code(JSON.stringify(value));
    const meaning = [sentence, ...this.likeAnother(...itemOf(shape, path))].join(' ');
    return [{ path, type: this.typeOf(shape, path), value: shown, meaning }, ...inner];
  }

  /** Rows of the parts of a value. */
  private inner(shape: Shape, path: string, value: unknown): Row[] {
    if (this.described.whole.has(path) && !isFlat(shape)) return [];
    switch (shape.kind) {
      case 'object': {
        if (this.likeAnother(shape, path).length > 0) return [];
        this.known.push({ path, entries: shape.entries });
        return this.below(shape, path, value);
      }
      case 'variant':
        return this.variant(shape, path, value as Values | undefined);
      case 'list':
        return this.inner(shape.item, `${path}[]`, undefined);
      case 'map':
        return this.inner(shape.value, `${path}#`, undefined);
      default:
        return [];
    }
  }

  /** The keys of all options, each with the options that have it if it is not all of them. */
  private variant({ key, objects }: Extract<Shape, { kind: 'variant' }>, path: string, value: Values | undefined): Row[] {
    const words = Object.keys(objects);
    const keys = [...new Set(Object.values(objects).flatMap(({ entries }) => Object.keys(entries)))];
    return keys.flatMap((name) => {
      const having = words.filter((word) => objects[word]?.entries[name]);
      const entries = having.flatMap((word) => objects[word]?.entries[name] ?? []);
      const at = `${path}.${name}`;
      if (name === key) {
        const meaning = having.map((word, index) => `${code(word)}: ${entries[index]?.description}`).join(' ');
        return [{ path: at, type: having.map(code).join(', '), value: value ? code(JSON.stringify(value[key])) : '', meaning }];
      }
      const [first] = entries;
      if (!first) return [];
      const [row, ...parts] = this.of(first.shape.kind === 'object' ? { ...first, shape: united(entries) } : first, at, value?.[name]);
      const only = having.length < words.length ? ` Only with ${key} ${having.map(code).join(' or ')}.` : '';
      return row ? [{ ...row, meaning: `${row.meaning}${only}` }, ...parts] : [];
    });
  }

  private typeOf(shape: Shape, path: string): string {
    const values = this.described.shaping.get(path);
    if (values) return values.map((value) => code(String(value))).join(', ');
    switch (shape.kind) {
      case 'options':
        return shape.options.map((option) => code(String(option))).join(', ');
      case 'list':
        return `list of ${plural(this.typeOf(shape.item, `${path}[]`))}`;
      case 'map':
        return `map to ${plural(this.typeOf(shape.value, `${path}#`))}`;
      case 'number':
        return shape.maximum === undefined ? `number from ${shape.minimum}` : `number from ${shape.minimum} to ${shape.maximum}`;
      case 'any':
        return 'text, number, true or false';
      case 'variant':
        return 'object';
      default:
        return shape.kind;
    }
  }

  /** A sentence, if the shape is an object with the same keys and shapes as one before, which may have one more. */
  private likeAnother(shape: Shape, path: string): string[] {
    if (shape.kind !== 'object' || this.described.whole.has(path)) return [];
    const { entries } = shape;
    const keys = Object.keys(entries);
    const first = this.known.find(
      (each) =>
        !isWithin(each.path, path) &&
        !isWithin(path, each.path) &&
        keys.length > 1 &&
        Object.keys(each.entries).length <= keys.length + 1 &&
        keys.every((key) => same(entries[key], each.entries[key])),
    );
    if (!first) return [];
    const [lacking] = Object.keys(first.entries).filter((key) => !(key in entries));
    return [`Keys as in ${code(first.path.replaceAll('#', '.*'))}${lacking === undefined ? '' : `, without ${code(lacking)}`}.`];
  }
}

/** An object of single values. */
const isFlat = (shape: Shape): boolean =>
  shape.kind === 'object' && Object.values(shape.entries).every((entry) => ['any', 'text', 'number', 'options'].includes(entry.shape.kind));

/** The items of a list or a map, with their path; else the shape itself. */
const itemOf = (shape: Shape, path: string): [Shape, string] =>
  shape.kind === 'list' ? itemOf(shape.item, `${path}[]`) : shape.kind === 'map' ? itemOf(shape.value, `${path}#`) : [shape, path];

const isWithin = (path: string, outer: string): boolean => path === outer || ['.', '[', '#'].some((next) => path.startsWith(`${outer}${next}`));

/** One object with the keys of all. */
const united = (entries: readonly Entry[]): ObjectShape => ({
  kind: 'object',
  entries: Object.assign({}, ...entries.map(({ shape }) => (shape.kind === 'object' ? shape.entries : {}))) as ObjectShape['entries'],
});

/** Descriptions may differ. */
const same = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one !== undefined && other !== undefined && keyOf(one.shape) === keyOf(other.shape);

const keyOf = (shape: Shape): string =>
  JSON.stringify(shape, (key, value) => (value instanceof RegExp ? String(value) : key === 'description' ? undefined : value));

const plural = (type: string): string =>
  ({ text: 'texts', object: 'objects' })[type] ??
  type
    .replace(/^number /, 'numbers ')
    .replace(/^list /, 'lists ')
    .replace(/^map /, 'maps ');

const code = (text: string): string => `\`${text}\``;

/** Text of a cell. In code, Markdown shows `<` as it is. */
const cell = (text: string): string =>
  text
    .trim()
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');

const onOneLine = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
