// Texts of several lines, which are files of the chart.
import type { Item, Template } from '../projection/loops';
import { isMarked } from '../projection/tree';
import { conditional } from './conditional';
import { escaped, inline, type Printing, type Scope, top } from './expressions';
import { forEachItem } from './repetition';

/** The text of a file whose lines depend on values. */
export const printLines = (template: Template, how: Printing): string => lines(template, top(how)).join('\n');

function lines(template: Template, scope: Scope): string[] {
  return conditional(template, '', scope, (value, inside) => {
    if (value.kind === 'leaf') return [isMarked(value.tree) ? inline(value.tree.pieces, inside) : escaped(String(value.tree))];
    if (value.kind !== 'lines') throw new Error(`${value.kind} is no text`);
    return value.items.flatMap((item) => itemLines(item, inside));
  });
}

function itemLines(item: Item, scope: Scope): string[] {
  if ('node' in item) return lines(item.node, scope);
  const [head, inside] = forEachItem(item.over, scope);
  return [head, ...item.items.flatMap((each) => itemLines(each, inside)), '{{- end }}'];
}

/** The header of a YAML block that keeps the text as it is, if there is one: YAML takes the indentation from the first line. */
export function blockHeader(items: readonly Item[]): string | undefined {
  const fixed = (item: Item | undefined) => (item && 'node' in item && item.node.kind === 'leaf' ? item.node.tree : undefined);
  const [first, last, beforeLast] = [items[0], items.at(-1), items.at(-2)].map(fixed);
  const isLine = (tree: unknown) => tree !== undefined && tree !== '';
  if (!isLine(first) || (typeof first === 'string' && first.startsWith(' '))) return undefined;
  if (last === '') return isLine(beforeLast) ? '|' : undefined;
  return isLine(last) ? '|-' : undefined;
}
