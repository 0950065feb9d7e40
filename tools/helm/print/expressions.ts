// Expressions of templates: values, and texts with values in them.
import { printYaml } from '../../../model';
import type { Facts } from '../facts';
import { namespacePath } from '../projection/marks';
import { isMarked, type Marked, type Piece, type Tree } from '../projection/tree';

export interface Printing extends Facts {
  /** Name of the chart: the beginning of the names of its named templates. */
  readonly chart: string;
  /** Path of the merged settings, which are in the variable `$settings`. */
  readonly settings: string | undefined;
  /** Whether the value at a path is a map or a list that is passed on as it is. */
  isWhole(path: string): boolean;
  /** The expression of the text of a file. */
  textOf(file: string): string;
}

export type Leaf = null | boolean | number | string | Marked;

/** Where something is printed. */
export interface Scope {
  readonly how: Printing;
  /** Names of the items of lists and of the keys and values of maps, by their path. */
  readonly names: ReadonlyMap<string, string>;
  /** Conditions that hold there. */
  readonly holding: readonly string[];
}

export const top = (how: Printing): Scope => ({ how, names: new Map(), holding: [] });

export const withNames = (scope: Scope, names: readonly (readonly [string, string])[]): Scope => ({
  ...scope,
  names: new Map([...scope.names, ...names]),
});

/** The value at a path, as an expression. */
export function valueAt(path: string, scope: Scope): string {
  const root = scope.names.size > 0 ? '$' : '';
  if (path === namespacePath) return `${root}.Release.Namespace`;
  const start = [...scope.names.keys()].filter((key) => path === key || path.startsWith(`${key}.`)).sort((a, b) => b.length - a.length)[0];
  if (start !== undefined) return below(String(scope.names.get(start)), start, path, scope.how);
  const { settings } = scope.how;
  if (settings !== undefined && path.startsWith(`${settings}.`)) return below('$settings', settings, path, scope.how);
  return below(`${root}.Values`, '', path, scope.how);
}

/** A field of a value that may be missing needs brackets, or Helm stops with an error. */
function below(expression: string, from: string, path: string, { isOptional }: Printing): string {
  const keys = path.slice(from.length).split('.').filter(Boolean);
  return keys.reduce(
    ({ at, text }, key) => {
      const own = at ? `${at}.${key}` : key;
      return { at: own, text: `${at !== from && isOptional(at) ? `(${text})` : text}.${key}` };
    },
    { at: from, text: expression },
  ).text;
}

/** The path of a map or a list that is passed on as it is. */
export function wholeIn(tree: Tree, scope: Scope): string | undefined {
  if (!isMarked(tree) || tree.pieces.length !== 1) return undefined;
  const [piece] = tree.pieces;
  return typeof piece === 'object' && 'path' in piece && scope.how.isWhole(piece.path) ? piece.path : undefined;
}

export function keyText(pieces: readonly Piece[], scope: Scope): string {
  return pieces.every((piece) => typeof piece === 'string') ? scalarText(pieces.join('')) : `"${inline(pieces, scope)}"`;
}

export function scalar(tree: Leaf, scope: Scope): string {
  if (!isMarked(tree)) return escaped(scalarText(tree));
  const [piece] = tree.pieces;
  if (tree.pieces.length === 1 && typeof piece === 'object' && 'path' in piece) {
    const value = expression(piece, scope);
    return tree.number ? `{{ int ${value} }}` : `{{ ${value} | quote }}`;
  }
  if (!tree.pieces.some((each) => typeof each === 'object' && 'path' in each))
    return `"${inline(
      tree.pieces.map((each) => (typeof each === 'string' ? JSON.stringify(each).slice(1, -1) : each)),
      scope,
    )}"`;
  return `{{ ${joined(tree.pieces, scope)} | quote }}`;
}

/** An expression of the whole text. */
function joined(pieces: readonly Piece[], scope: Scope): string {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return typeof only === 'string' ? JSON.stringify(only) : expression(only, scope);
  const format = pieces.map((each) => (typeof each === 'string' ? each.replaceAll('%', '%%') : '%s')).join('');
  const values = pieces.flatMap((each) => (typeof each === 'string' ? [] : [bracketed(expression(each, scope))]));
  return `printf ${JSON.stringify(format)} ${values.join(' ')}`;
}

/** An image may come from a mirror. */
export function image(tree: Leaf, scope: Scope): string {
  const pieces = isMarked(tree) ? tree.pieces : [String(tree)];
  return `{{ include "${scope.how.chart}.image" (list $ ${bracketed(joined(pieces, scope))}) | quote }}`;
}

export const inline = (pieces: readonly Piece[], scope: Scope): string =>
  pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : `{{ ${expression(piece, scope)} }}`)).join('');

function expression(piece: Exclude<Piece, string>, scope: Scope): string {
  if ('path' in piece) {
    const value = valueAt(piece.path, scope);
    return piece.range ? `printf "%s/%d" ${value} (contains ":" ${value} | ternary 128 32)` : value;
  }
  const { chart } = scope.how;
  const content = /^content\/(.*)$/.exec(piece.hashOf)?.[1];
  return content === undefined
    ? `${scope.how.textOf(piece.hashOf)} | sha256sum`
    : `include "${chart}.content.${content}" $ | fromYaml | toRawJson | sha256sum | trunc ${piece.digits}`;
}

export const bracketed = (expression: string): string => (/^[$.\w]+$/.test(expression) ? expression : `(${expression})`);

/** A text of a manifest may contain what Helm would take for a template: alerts do. */
export const escaped = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

const scalarText = (value: unknown): string => printYaml({ a: value }).slice('a: '.length, -1);
