// Prints objects as Helm reads them.
import type { Entry, Item, Template } from '../projection/loops';
import { isMarked } from '../projection/tree';
import { conditional, type Value } from './conditional';
import { image, keyText, type Leaf, type Printing, type Scope, scalar, top, valueAt, wholeIn } from './expressions';
import { forEachEntry, forEachItem } from './repetition';
import { blockHeader } from './text';

/** The lines of a part of an object. */
interface Place {
  readonly indent: string;
  readonly scope: Scope;
  /** The folder of its texts. */
  readonly folder: string;
}

/**
 * Prints an object, under the conditions on which it is there.
 *
 * @param folder the folder of its texts
 */
export const printObject = (template: Template, how: Printing, folder: string): string =>
  conditional(template, '', top(how), (value, scope) => {
    if (value.kind !== 'dictionary') throw new Error(`${value.kind} is no object`);
    return value.entries.flatMap((each) => entry(each, { indent: '', scope, folder }));
  }).join('\n');

/** The name of an object without the digits of a hash; the first one if it depends on values. */
export function nameOf(template: Template): string {
  if (template.kind === 'choose') return template.cases.map(({ node }) => nameOf(node)).find(Boolean) ?? '';
  const name = below(below(template, 'metadata'), 'name');
  if (name?.kind !== 'leaf') return '';
  return isMarked(name.tree)
    ? name.tree.pieces
        .filter((piece) => typeof piece === 'string')
        .join('')
        .replace(/-$/, '')
    : String(name.tree);
}

const below = (template: Template | undefined, key: string): Template | undefined =>
  template?.kind === 'dictionary' ? template.entries.find((entry) => entry.key.join('') === key)?.node : undefined;

const deeper = (place: Place, scope: Scope): Place => ({ ...place, indent: `${place.indent}  `, scope });

function field(key: string, node: Template, place: Place): string[] {
  const { indent } = place;
  return conditional(node, indent, place.scope, (value, scope) => {
    const inner = deeper(place, scope);
    switch (value.kind) {
      case 'leaf': {
        const whole = wholeIn(value.tree, scope);
        return whole === undefined ? [`${indent}${key}: ${leaf(key, value.tree, scope)}`] : [`${indent}${key}:`, ...asYaml(whole, inner)];
      }
      case 'dictionary':
        return value.entries.length === 0 ? [`${indent}${key}: {}`] : [`${indent}${key}:`, ...value.entries.flatMap((each) => entry(each, inner))];
      case 'list':
        return value.items.length === 0 ? [`${indent}${key}: []`] : [`${indent}${key}:`, ...items(value.items, inner)];
      default:
        return textField(key, value.items, inner, indent);
    }
  });
}

const leaf = (key: string, tree: Leaf, scope: Scope): string => (key === 'image' ? image(tree, scope) : scalar(tree, scope));

const asYaml = (path: string, { indent, scope }: Place): string[] => [`${indent}{{- toYaml ${valueAt(path, scope)} | nindent ${indent.length} }}`];

/** A text as a block, or in quotes where YAML would not keep its first or last line. */
function textField(key: string, lines: readonly Item[], { scope, folder, indent: inner }: Place, indent: string): string[] {
  const expression = scope.how.textOf(`${folder}/${key}`);
  const header = blockHeader(lines);
  return header === undefined
    ? [`${indent}${key}: {{ ${expression} | quote }}`]
    : [`${indent}${key}: ${header}`, `${inner}{{- ${expression} | nindent ${inner.length} }}`];
}

function entry({ key, node, over }: Entry, place: Place): string[] {
  if (over === undefined) return field(keyText(key, place.scope), node, place);
  const [head, scope] = forEachEntry(over, place.scope);
  return [`${place.indent}${head}`, ...field('{{ $key | quote }}', node, { ...place, scope }), `${place.indent}{{- end }}`];
}

const items = (all: readonly Item[], place: Place): string[] =>
  all.flatMap((each) => {
    if ('node' in each) return item(each.node, place);
    const [head, scope] = forEachItem(each.over, place.scope);
    return [`${place.indent}${head}`, ...items(each.items, { ...place, scope }), `${place.indent}{{- end }}`];
  });

function item(node: Template, place: Place): string[] {
  const { indent } = place;
  return conditional(node, indent, place.scope, (value, scope) => itemLines(value, indent, deeper(place, scope)));
}

function itemLines(value: Value, indent: string, inner: Place): string[] {
  switch (value.kind) {
    case 'leaf': {
      const whole = wholeIn(value.tree, inner.scope);
      return whole === undefined ? [`${indent}- ${scalar(value.tree, inner.scope)}`] : [`${indent}-`, ...asYaml(whole, inner)];
    }
    case 'dictionary': {
      const [first, ...rest] = fixedFirst(value.entries).flatMap((each) => entry(each, inner));
      if (first === undefined) return [`${indent}- {}`];
      return first.trimStart().startsWith('{{-') ? [`${indent}-`, first, ...rest] : [`${indent}- ${first.trimStart()}`, ...rest];
    }
    case 'list':
      return [`${indent}-`, ...items(value.items, inner)];
    default:
      throw new Error(`${value.kind} is no item`);
  }
}

/** A condition cannot follow the dash of an item, so an entry that is always there comes first: the name, if there is one. */
const fixedFirst = (entries: readonly Entry[]): readonly Entry[] => {
  const isFixed = ({ node, over }: Entry) => over === undefined && node.kind !== 'choose' && node.kind !== 'absent';
  const first = entries.find((each) => isFixed(each) && each.key.join('') === 'name') ?? entries.find(isFixed);
  return first ? [first, ...entries.filter((each) => each !== first)] : entries;
};
