// A tree with a value in the places of its mark.
import type { Choice } from './data';
import { isDictionary, isLines, isList, isMarked, type Tree } from './tree';

export function substituted(tree: Tree, path: string, value: Choice): Tree {
  if (isDictionary(tree)) return { keys: tree.keys, entries: new Map([...tree.entries].map(([key, item]) => [key, substituted(item, path, value)])) };
  if (isList(tree)) return { list: tree.list.map((item) => substituted(item, path, value)) };
  if (isLines(tree)) return { lines: tree.lines.map((line) => substituted(line, path, value)) };
  if (!isMarked(tree) || !tree.pieces.some((piece) => typeof piece === 'object' && 'path' in piece && piece.path === path)) return tree;
  if (tree.pieces.length === 1) return typeof value === 'number' && !tree.number ? String(value) : value; // a number may be passed on as a text
  const pieces: (typeof tree.pieces)[number][] = [];
  for (const piece of tree.pieces) {
    const next = typeof piece === 'object' && 'path' in piece && piece.path === path ? String(value) : piece;
    const last = pieces.at(-1);
    if (typeof last === 'string' && typeof next === 'string') pieces[pieces.length - 1] = last + next;
    else pieces.push(next);
  }
  const [only] = pieces;
  return pieces.length === 1 && typeof only === 'string' ? only : { pieces, number: tree.number };
}
