// Finds, for an object of the model, how it follows from the variables: which parts are always the same, and which depend on what.
import { placed, Slots } from './align';
import { type Assignment, type Choice, changed, type Variable, type View } from './data';
import { substituted } from './substituted';
import { isDictionary, isLines, isList, keyOf, type Marked, type Piece, type Tree } from './tree';

/** A tree whose parts may depend on variables. */
export type Node =
  | { readonly kind: 'leaf'; readonly tree: null | boolean | number | string | Marked }
  | { readonly kind: 'dictionary'; readonly entries: readonly NodeEntry[]; readonly whenEmpty: WhenEmpty }
  | { readonly kind: 'list' | 'lines'; readonly items: readonly Node[]; readonly whenEmpty: WhenEmpty }
  | { readonly kind: 'choose'; readonly variable: Variable; readonly cases: readonly Case[] }
  | { readonly kind: 'absent' };

/** What a map or a list is that has nothing in it. */
export type WhenEmpty = 'absent' | 'empty';

export interface NodeEntry {
  readonly key: readonly Piece[];
  readonly node: Node;
}

export interface Case {
  readonly choices: readonly Choice[];
  readonly node: Node;
}

const absent: Node = { kind: 'absent' };

export const choiceIn = ({ id, choices: [usual = true] }: Variable, at: Assignment): Choice => at[id] ?? usual;

/**
 * @param related variables that may matter once a variable has another value and the tree is this one, although they do not matter now
 * @param decided variables that have their value in `at` for good
 */
export async function generalize(
  view: View,
  at: Assignment,
  variables: readonly Variable[],
  related: (variable: Variable, tree: Tree | undefined) => readonly Variable[],
  decided: readonly Variable[] = [],
): Promise<Node> {
  const changes = variables.flatMap((variable) =>
    variable.choices
      .filter((choice) => choice !== choiceIn(variable, at))
      .map((choice) => ({ variable, changedAt: changed(at, variable.id, choice) })),
  );
  await view.load([at, ...changes.map(({ changedAt }) => changedAt)]);
  const usual = view.at(at);
  const flips = changes.map(({ variable, changedAt }) => ({ variable, tree: view.at(changedAt) }));
  const different = flips.filter(({ tree }) => keyOf(tree) !== keyOf(usual));
  if (different.length === 0) return fixed(usual);
  const deciding = [...new Set(different.map(({ variable }) => variable))];
  const trees = [usual, ...different.map(({ tree }) => tree)];
  const inside = (child: (tree: Tree | undefined) => Tree | undefined) =>
    generalize({ load: view.load, at: (assignment) => child(view.at(assignment)) }, at, deciding, related, decided);
  const whenEmpty = async (children: readonly Node[]): Promise<WhenEmpty> => {
    if (children.some(isAlways)) return 'empty';
    const switches = deciding.filter(({ kind }) => kind === 'present' || kind === 'member');
    const empty = switches.reduce((all, { id }) => changed(all, id, false), at);
    await view.load([empty]);
    return view.at(empty) === undefined ? 'absent' : 'empty';
  };

  if (trees.every(isDictionary)) {
    const keys = new Map(trees.flatMap((tree) => (isDictionary(tree) ? [...tree.keys] : [])));
    const sorted = [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
    const nodes = await Promise.all(sorted.map(([key]) => inside((tree) => (isDictionary(tree) ? tree.entries.get(key) : undefined))));
    return {
      kind: 'dictionary',
      entries: sorted.map(([, pieces], index) => ({ key: pieces, node: nodes[index] ?? absent })),
      whenEmpty: await whenEmpty(nodes),
    };
  }
  const kind = trees.every(isList) ? 'list' : trees.every(isLines) ? 'lines' : undefined;
  if (kind) {
    const items = (tree: Tree | undefined) => (isList(tree) ? tree.list : isLines(tree) ? tree.lines : []);
    const slots = new Slots(items(usual));
    for (const { tree } of different) slots.add(items(tree));
    const nodes = await Promise.all(slots.indexes().map((index) => inside((tree) => placed(slots, items(tree), index))));
    return { kind, items: nodes, whenEmpty: await whenEmpty(nodes) };
  }
  const [variable] = [...deciding].sort((a, b) => weight(a) - weight(b));
  if (!variable) return fixed(usual);
  const now = [...decided, variable];
  const cases = variable.choices.map(async (choice) => {
    const then = changed(at, variable.id, choice);
    await view.load([then]);
    const rest = [...new Set([...deciding, ...related(variable, view.at(then))])].filter((each) => !now.includes(each));
    return { choices: [choice], node: await generalize(view, then, rest, related, now) };
  });
  return choose(variable, await Promise.all(cases));
}

/** Whether there is something, whatever the choices. */
function isAlways(node: Node): boolean {
  switch (node.kind) {
    case 'leaf':
      return true;
    case 'absent':
      return false;
    case 'choose':
      return node.cases.every(({ node: branch }) => isAlways(branch));
    default:
      return node.whenEmpty === 'empty';
  }
}

/** Choices of the architecture first, then other choices, then what may be missing, from the outside in. */
const weight = ({ kind, path }: Variable): number => ({ variant: 0, option: 1000, member: 1000, special: 1000, present: 2000 })[kind] + path.length;

function choose(variable: Variable, cases: readonly Case[]): Node {
  const merged = new Map<string, { choices: Choice[]; node: Node }>();
  for (const { choices, node } of cases) {
    const key = JSON.stringify(node);
    const known = merged.get(key);
    if (known) known.choices.push(...choices);
    else merged.set(key, { choices: [...choices], node });
  }
  const [only, ...more] = [...merged.values()];
  if (only && more.length === 0) return only.node;
  if (variable.kind === 'option' && cases.every(({ choices, node }) => node.kind === 'leaf' && node.tree === choices[0])) {
    return { kind: 'leaf', tree: { pieces: [{ path: variable.path }], number: typeof variable.choices[0] === 'number' } };
  }
  return passedOn(variable, cases) ?? { kind: 'choose', variable, cases: [...merged.values()] };
}

/** The node with the mark of a special number, if it is also right for the number: this part does not depend on it. */
function passedOn({ kind, path }: Variable, [marked, special]: readonly Case[]): Node | undefined {
  if (kind !== 'special' || marked?.node.kind !== 'leaf' || special?.node.kind !== 'leaf') return undefined;
  const [number = 0] = special.choices;
  return keyOf(substituted(marked.node.tree, path, number)) === keyOf(special.node.tree) ? marked.node : undefined;
}

/** The node of a tree that no variable changes. */
export function fixed(tree: Tree | undefined): Node {
  if (tree === undefined) return absent;
  if (isDictionary(tree)) {
    const { keys } = tree;
    const entries = [...tree.entries].map(([key, value]) => ({ key: keys.get(key) ?? [key], node: fixed(value) }));
    return { kind: 'dictionary', entries, whenEmpty: 'empty' };
  }
  if (isList(tree)) return { kind: 'list', items: tree.list.map(fixed), whenEmpty: 'empty' };
  if (isLines(tree)) return { kind: 'lines', items: tree.lines.map(fixed), whenEmpty: 'empty' };
  return { kind: 'leaf', tree };
}
