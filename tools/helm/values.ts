// The values of a chart: an environment's data, and what another environment changes.

import { printYaml } from '../../model';
import type { Shape } from './projection/shape';

type Map = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that turn those of one environment into those of another: Helm merges maps, and `null` removes a key. */
export function overriding(from: Map, to: Map): Map {
  const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])];
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const [before, after] = [from[key], to[key]];
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      if (after === undefined) return [[key, null]];
      return [[key, isMap(before) && isMap(after) ? overriding(before, after) : after]];
    }),
  );
}

/** The data of an environment as values: without those at some paths, and without keys that have no value. */
export function valuesOf(data: unknown, leftOut: readonly string[], path = ''): Map {
  const entries = Object.entries(data as Map).flatMap(([key, value]): [string, unknown][] => {
    const at = path ? `${path}.${key}` : key;
    if (value === undefined || leftOut.includes(at)) return [];
    return [[key, isMap(value) ? valuesOf(value, leftOut, at) : value]];
  });
  return Object.fromEntries(entries);
}

/** Values as YAML, each after its description. */
export function documented(shape: Shape, values: unknown, indent = ''): string {
  const object = shape.kind === 'variant' && isMap(values) ? shape.objects[String(values[shape.key])] : shape;
  if (object?.kind !== 'object' || !isMap(values)) return '';
  return Object.entries(values)
    .map(([key, value]) => {
      const entry = object.entries[key];
      const inner = entry ? documented(entry.shape, value, `${indent}  `) : '';
      const text = inner ? `${key}:\n${inner}` : printYaml({ [key]: value }).replace(/\n(?=.)/g, `\n${indent}`);
      return `${folded(entry?.description ?? '', `${indent}# `)}${indent}${text}`;
    })
    .join('');
}

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
