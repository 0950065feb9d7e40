// What a template renders to for given values, as Helm would render it.
import { type Choice, other, type Variable } from './data';
import type { Entry, Item, Template } from './loops';
import { namespacePath } from './marks';
import { isMarked, type Piece } from './tree';

export interface Values {
  /** Values as a chart has them. */
  readonly values: unknown;
  readonly namespace: string;
  /** The text that a hash is of. */
  hashOf(name: string): string;
  /** The name of an image in the mirror of its registry. */
  imageOf(image: string): string;
}

/** The current item of lists (`path[]`), and the current key and value of maps (`path#key`, `path#`). */
type Scope = ReadonlyMap<string, unknown>;

/** Undefined if nothing is rendered. */
export function evaluate(template: Template, given: Values, scope: Scope = new Map()): unknown {
  const inside = (node: Template) => evaluate(node, given, scope);
  switch (template.kind) {
    case 'absent':
      return undefined;
    case 'leaf': {
      const { tree } = template;
      return isMarked(tree) ? textOf(tree.pieces, given, scope, tree.number) : tree;
    }
    case 'choose': {
      const choice = choiceOf(template.variable, given, scope);
      const found = template.cases.find(({ choices }) => choices.includes(choice)) ?? template.cases[0];
      return found && inside(found.node);
    }
    case 'dictionary': {
      const entries = template.entries.flatMap((entry) => entriesOf(entry, given, scope));
      return entries.length === 0 && template.whenEmpty === 'absent' ? undefined : Object.fromEntries(entries);
    }
    default: {
      const items = template.items.flatMap((item) => itemsOf(item, given, scope));
      if (items.length === 0 && template.whenEmpty === 'absent') return undefined;
      return template.kind === 'list' ? items : items.join('\n');
    }
  }
}

function entriesOf({ key, node, over }: Entry, given: Values, scope: Scope): [string, unknown][] {
  const pairs =
    over === undefined
      ? [scope]
      : Object.entries((lookUp(over, given, scope) ?? {}) as object).map(
          ([name, value]) => new Map([...scope, [`${over}#key`, name], [`${over}#`, value]]),
        );
  return pairs.flatMap((inner): [string, unknown][] => {
    const value = evaluate(node, given, inner);
    const name = String(textOf(key, given, inner, false));
    return value === undefined ? [] : [[name, name === 'image' ? given.imageOf(String(value)) : value]];
  });
}

function itemsOf(item: Item, given: Values, scope: Scope): unknown[] {
  if ('node' in item) return [evaluate(item.node, given, scope)].filter((value) => value !== undefined);
  const values = (lookUp(item.over, given, scope) ?? []) as unknown[];
  return values.flatMap((value) => item.items.flatMap((inner) => itemsOf(inner, given, new Map([...scope, [`${item.over}[]`, value]]))));
}

function textOf(pieces: readonly Piece[], given: Values, scope: Scope, number: boolean): unknown {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    if ('hashOf' in piece) return given.hashOf(piece.hashOf).slice(0, piece.digits);
    const value = lookUp(piece.path, given, scope);
    return piece.range ? `${value}/${String(value).includes(':') ? 128 : 32}` : value;
  });
  if (parts.length === 1 && typeof pieces[0] === 'object')
    return number ? Number(parts[0]) : typeof parts[0] === 'number' ? String(parts[0]) : parts[0];
  return parts.join('');
}

const isThere = ({ path }: Variable, given: Values, scope: Scope): boolean => lookUp(path, given, scope) !== undefined;

function choiceOf(variable: Variable, given: Values, scope: Scope): Choice {
  if (variable.kind === 'present') return isThere(variable, given, scope);
  if (variable.kind === 'option' || variable.kind === 'variant') return lookUp(variable.path, given, scope) as Choice;
  if (variable.kind === 'special') {
    const value = lookUp(variable.path, given, scope) as Choice;
    return variable.choices.includes(value) ? value : other;
  }
  const [list = '', member] = variable.path.split(/:(?=[^:]*$)/);
  return ((lookUp(list, given, scope) ?? []) as unknown[]).includes(member);
}

/** The value at a path; undefined if it, or something on the way, is missing. */
function lookUp(path: string, given: Values, scope: Scope): unknown {
  if (path === namespacePath) return given.namespace;
  const start = [...scope.keys()].filter((key) => path === key || path.startsWith(`${key}.`)).sort((a, b) => b.length - a.length)[0];
  const from = start === undefined ? given.values : scope.get(start);
  const rest = start === undefined ? path : path.slice(start.length + 1);
  return rest === '' ? from : rest.split('.').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], from);
}
