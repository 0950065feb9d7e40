// The values of a chart: an environment's data, and what another environment changes.

import { isMap, over, type PlainMap, printYaml } from '../../model';
import type { Entry, ObjectShape, Shape } from './projection/shape';

/**
 * Values that turn those of one environment into those of another: Helm merges maps, and `null` removes a key. Keys of another architecture or source
 * stay: they have no effect, and who chooses that architecture has them.
 */
export function overriding(shape: Shape | undefined, from: PlainMap, to: PlainMap): PlainMap {
  const own = shape && objectFor(shape, to);
  const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])];
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const [before, after] = [from[key], to[key]];
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      if (after === undefined) return own && !(key in own.entries) ? [] : [[key, null]];
      if (!isMap(before) || !isMap(after)) return [[key, after]];
      const changes = overriding(own?.entries[key]?.shape, before, after);
      return Object.keys(changes).length === 0 ? [] : [[key, changes]];
    }),
  );
}

/** The object that data are, of several by a word in them. */
const objectFor = (shape: Shape, data: PlainMap): ObjectShape | undefined =>
  shape.kind === 'variant' ? shape.objects[String(data[shape.key])] : shape.kind === 'object' ? shape : undefined;

/** The values, and the defaults of other architectures and sources, so that one word chooses them. */
export function withOthers(shape: Shape | undefined, values: PlainMap): PlainMap {
  const own = shape && objectFor(shape, values);
  const others = shape?.kind === 'variant' ? Object.values(shape.objects).map(defaultsOf) : [];
  const inside = Object.entries(values).map(([key, value]): [string, unknown] => [
    key,
    isMap(value) ? withOthers(own?.entries[key]?.shape, value) : value,
  ]);
  return [...others, Object.fromEntries(inside)].reduce(over, {});
}

const defaultsOf = ({ entries }: ObjectShape): PlainMap =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, entry]): [string, unknown][] => (entry.default === undefined ? [] : [[key, entry.default]])),
  );

/** The data of an environment as values: without those at some paths, and without keys that have no value. */
export function valuesOf(data: unknown, leftOut: readonly string[], path = ''): PlainMap {
  const entries = Object.entries(data as PlainMap).flatMap(([key, value]): [string, unknown][] => {
    const at = path ? `${path}.${key}` : key;
    if (value === undefined || leftOut.includes(at)) return [];
    return [[key, isMap(value) ? valuesOf(value, leftOut, at) : value]];
  });
  return Object.fromEntries(entries);
}

/**
 * Values as YAML, each after its description.
 *
 * @param shaping numbers that objects follow from, by path, each with the values that the chart has
 */
export function documented(shape: Shape, shaping: ReadonlyMap<string, readonly number[]>, values: unknown, path: readonly string[] = []): string {
  if (!isMap(values)) return '';
  const indent = '  '.repeat(path.length);
  return Object.entries(values)
    .map(([key, value]) => {
      const at = [...path, key];
      const { entry, note } = entryFor(shape, key, values);
      const only = onlyNumbers(shaping.get(at.join('.')));
      const inner = entry ? documented(entry.shape, shaping, value, at) : '';
      const text = inner ? `${key}:\n${inner}` : printYaml({ [key]: value }).replace(/\n(?=.)/g, `\n${indent}`);
      return `${folded(`${commentOf(entry?.description)}${note}${only}`, `${indent}# `)}${indent}${text}`;
    })
    .join('');
}

/** What the shape says about a key, and a note if the key belongs to another architecture or source. */
function entryFor(shape: Shape, key: string, values: PlainMap): { readonly entry: Entry | undefined; readonly note: string } {
  const own = objectFor(shape, values)?.entries[key];
  if (own || shape.kind !== 'variant') return { entry: own, note: '' };
  const [word, other] = Object.entries(shape.objects).find(([, { entries }]) => key in entries) ?? [];
  return { entry: other?.entries[key], note: ` Only with ${shape.key} \`${word}\`.` };
}

const onlyNumbers = (numbers: readonly number[] | undefined): string => (numbers ? ` This chart has only ${numbers.toSorted().join(' and ')}.` : '');

/** `@default` says what happens where no value takes the place. */
const commentOf = (description = ''): string => description.replace(/ @default (.*)$/, ' Without it: $1.');

const width = 120;

/** A comment in lines of a readable width. */
function folded(text: string, start: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && `${start}${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${start}${line}\n`).join('');
}
