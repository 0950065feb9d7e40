// Finds what is repeated for each item of a list, or each entry of a map.
import type { Variable } from './data';
import type { Case, Node, NodeEntry, WhenEmpty } from './generalize';
import { fieldOf, itemsAt, type Repetitions } from './repetitions';
import { isMarked, keyText, type Piece } from './tree';

/** A template: nodes, and repetitions of nodes. */
export type Template =
  | Extract<Node, { kind: 'leaf' | 'absent' }>
  | { readonly kind: 'dictionary'; readonly entries: readonly Entry[]; readonly whenEmpty: WhenEmpty }
  | { readonly kind: 'list' | 'lines'; readonly items: readonly Item[]; readonly whenEmpty: WhenEmpty }
  | {
      readonly kind: 'choose';
      readonly variable: Variable;
      readonly cases: readonly { readonly choices: Case['choices']; readonly node: Template }[];
    };

export interface Entry {
  readonly key: readonly Piece[];
  readonly node: Template;
  /** Path of the map, for each of whose entries this one is repeated. */
  readonly over?: string;
}

/** An item, or items that are repeated for each item of the list at a path. */
export type Item = { readonly node: Template } | { readonly over: string; readonly items: readonly Item[] };

/**
 * @param repetitions where the model repeats something for each item of a list
 * @param scope paths of the lists and maps in whose repetitions the node is, with their `[]` or `#`
 */
export function withLoops(node: Node, repetitions: Repetitions, scope: readonly string[] = [], place = ''): Template {
  switch (node.kind) {
    case 'leaf':
    case 'absent':
      return node;
    case 'choose':
      return { ...node, cases: node.cases.map(({ choices, node: branch }) => ({ choices, node: withLoops(branch, repetitions, scope, place) })) };
    case 'dictionary':
      return { ...node, entries: node.entries.map((entry) => entryOf(entry, repetitions, scope, fieldOf(place, keyText(entry.key)))) };
    default:
      return { ...node, items: itemsOf(node.items, repetitions, scope, place) };
  }
}

function entryOf({ key, node }: NodeEntry, repetitions: Repetitions, scope: readonly string[], place: string): Entry {
  const [piece] = key;
  const path = typeof piece === 'object' && 'path' in piece && piece.path.endsWith('#key') ? piece.path.slice(0, -'#key'.length) : undefined;
  if (path === undefined) return { key, node: withLoops(node, repetitions, scope, place) };
  return { key, over: path, node: withLoops(present(node, path), repetitions, [...scope, `${path}#`], place) };
}

function itemsOf(nodes: readonly Node[], repetitions: Repetitions, scope: readonly string[], place: string): Item[] {
  const groups: { readonly over: string | undefined; readonly nodes: Node[] }[] = [];
  for (const node of nodes) {
    const [over] = (repetitions.get(place) ?? []).filter((list) => !scope.includes(`${list}[]`) && isRepeated(node, `${list}[]`));
    const last = groups.at(-1);
    const inner = over === undefined ? node : present(node, over);
    if (last && last.over === over) last.nodes.push(inner);
    else groups.push({ over, nodes: [inner] });
  }
  return groups.flatMap(({ over, nodes: own }): Item[] =>
    over === undefined
      ? own.map((node) => ({ node: withLoops(node, repetitions, scope, itemsAt(place)) }))
      : [{ over, items: itemsOf(own, repetitions, [...scope, `${over}[]`], place) }],
  );
}

/** Without the condition that the list or map, or what contains it, is there: nothing is repeated if it is not. */
const present = (node: Node, path: string): Node => {
  if (node.kind !== 'choose') return node;
  if (!`${path}.`.startsWith(`${node.variable.path}.`) || node.variable.kind !== 'present') {
    return { ...node, cases: node.cases.map(({ choices, node: branch }) => ({ choices, node: present(branch, path) })) };
  }
  const [there, ...others] = [...node.cases].sort((a) => (a.choices.includes(true) ? -1 : 1));
  return there && others.every(({ node: other }) => other.kind === 'absent') ? present(there.node, path) : node;
};

/** Whether a node has a value of the items at a path, whatever the choices. */
function isRepeated(node: Node, items: string): boolean {
  if (node.kind === 'choose') return node.cases.every(({ node: branch }) => branch.kind === 'absent' || isRepeated(branch, items));
  return pathsIn(node).some((path) => path.startsWith(items));
}

/** The paths of all values in a node. */
function pathsIn(node: Node): string[] {
  const inPieces = (pieces: readonly Piece[]) => pieces.flatMap((piece) => (typeof piece === 'object' && 'path' in piece ? [piece.path] : []));
  switch (node.kind) {
    case 'leaf':
      return isMarked(node.tree) ? inPieces(node.tree.pieces) : [];
    case 'absent':
      return [];
    case 'choose':
      return node.cases.flatMap(({ node: branch }) => pathsIn(branch));
    case 'dictionary':
      return node.entries.flatMap(({ key, node: value }) => [...inPieces(key), ...pathsIn(value)]);
    default:
      return node.items.flatMap(pathsIn);
  }
}
