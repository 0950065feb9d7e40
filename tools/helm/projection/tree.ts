// Manifests with the marks found in them.
import type { Part } from './marks';

/** Part of a text: as it is, the value at a path, or the first digits of a hash. */
export type Piece = Part | { readonly hashOf: string; readonly digits: number };

export type Tree =
  | null
  | boolean
  | number
  | string
  /** A text or a number with marks. */
  | Marked
  /** A text of several lines. */
  | { readonly lines: readonly Tree[] }
  | { readonly list: readonly Tree[] }
  | { readonly entries: ReadonlyMap<string, Tree>; readonly keys: ReadonlyMap<string, readonly Piece[]> };

export interface Marked {
  readonly pieces: readonly Piece[];
  readonly number: boolean;
}

export type Dictionary = Extract<Tree, { entries: unknown }>;

type Lines = Extract<Tree, { lines: unknown }>;
type List = Extract<Tree, { list: unknown }>;

export const isMarked = (tree: Tree | undefined): tree is Marked => typeof tree === 'object' && tree !== null && 'pieces' in tree;
export const isLines = (tree: Tree | undefined): tree is Lines => typeof tree === 'object' && tree !== null && 'lines' in tree;
export const isList = (tree: Tree | undefined): tree is List => typeof tree === 'object' && tree !== null && 'list' in tree;
export const isDictionary = (tree: Tree | undefined): tree is Dictionary => typeof tree === 'object' && tree !== null && 'entries' in tree;

const texts = new WeakMap<object, string>();

/** The same text for equal trees. */
export function keyOf(tree: Tree | undefined): string {
  if (tree === undefined) return 'absent';
  if (typeof tree !== 'object' || tree === null) return JSON.stringify(tree);
  const known = texts.get(tree);
  if (known !== undefined) return known;
  const text = isDictionary(tree)
    ? `{${[...tree.entries].map(([key, value]) => `${JSON.stringify(key)}:${keyOf(value)}`).join()}}`
    : isList(tree)
      ? `[${tree.list.map(keyOf).join()}]`
      : isLines(tree)
        ? `|${tree.lines.map(keyOf).join()}|`
        : JSON.stringify([tree.pieces, tree.number]);
  texts.set(tree, text);
  return text;
}

/** Paths of all values in a tree. */
export function pathsInside(tree: Tree | undefined): string[] {
  const inPieces = (pieces: readonly Piece[]) => pieces.flatMap((piece) => (typeof piece === 'object' && 'path' in piece ? [piece.path] : []));
  if (tree === undefined || tree === null || typeof tree !== 'object') return [];
  if (isMarked(tree)) return inPieces(tree.pieces);
  if (isDictionary(tree)) return [...[...tree.keys.values()].flatMap(inPieces), ...[...tree.entries.values()].flatMap(pathsInside)];
  return (isList(tree) ? tree.list : tree.lines).flatMap(pathsInside);
}

/** A key as text. The digits of a hash are not part of it, because they differ from rendering to rendering. */
export const keyText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece))).join('');

/** Makes trees of plain data. */
export class Reader {
  /**
   * @param piecesOf finds marks and hashes in a text
   * @param known trees of texts: most texts are the same in all renderings
   * @param whole paths of the values that objects are, by their key
   */
  constructor(
    private readonly piecesOf: (text: string) => readonly Piece[],
    private readonly known: Map<string, Tree>,
    private readonly whole: ReadonlyMap<string, string>,
  ) {}

  read(value: unknown): Tree {
    if (typeof value !== 'string') return this.readAnew(value);
    const tree = this.known.get(value) ?? this.readAnew(value);
    this.known.set(value, tree);
    return tree;
  }

  private readAnew(value: unknown): Tree {
    if (typeof value === 'string')
      return value.includes('\n') ? { lines: value.split('\n').map((line) => this.text(line, false)) } : this.text(value, false);
    if (typeof value === 'number') return this.text(String(value), true, value);
    if (typeof value !== 'object' || value === null) return value as null | boolean;
    if (Array.isArray(value)) return { list: value.map((item) => this.read(item)) };
    const fields = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const keys = fields.map(([key]) => this.piecesOf(key)).map((pieces) => [keyText(pieces), pieces] as const);
    const tree: Tree = { entries: new Map(fields.map(([, item], index) => [keys[index]?.[0] ?? '', this.read(item)])), keys: new Map(keys) };
    const path = this.whole.size > 0 ? this.whole.get(keyOf(tree)) : undefined;
    return path === undefined ? tree : { pieces: [{ path }], number: false };
  }

  private text(text: string, number: boolean, plain: string | number = text): Tree {
    const pieces = this.piecesOf(text);
    return pieces.every((piece) => typeof piece === 'string') ? plain : { pieces, number };
  }
}
