// Which values the model only passes on, and which shape the objects.
import { type Assignment, type Choice, other, type Variable } from './data';
import type { Oracle, Output } from './oracle';
import type { Shape } from './shape';
import { substituted } from './substituted';
import { isDictionary, isLines, isList, keyOf, type Tree } from './tree';

/** Paths of a kind of shape, each with its shape. */
export function pathsOf<K extends Shape['kind']>(
  shape: Shape,
  kind: K,
  path = '',
): { readonly path: string; readonly shape: Extract<Shape, { kind: K }> }[] {
  const own = shape.kind === kind ? [{ path, shape: shape as Extract<Shape, { kind: K }> }] : [];
  const below = (key: string) => (path ? `${path}.${key}` : key);
  switch (shape.kind) {
    case 'object':
      return [...own, ...Object.entries(shape.entries).flatMap(([key, entry]) => pathsOf(entry.shape, kind, below(key)))];
    case 'variant': {
      const all = Object.values(shape.objects)
        .flatMap((object) => pathsOf(object, kind, path))
        .filter((each) => each.path !== path);
      return [...own, ...new Map(all.map((each) => [each.path, each])).values()];
    }
    case 'map':
      return [...own, ...pathsOf(shape.value, kind, `${path}#`)];
    case 'list':
      return [...own, ...(shape.item.kind === 'options' ? [] : pathsOf(shape.item, kind, `${path}[]`))];
    default:
      return own;
  }
}

export type Class = { readonly kind: 'plain' } | { readonly kind: 'special'; readonly variable: Variable } | { readonly kind: 'shaping' };

/** @param usual has a value for each number, because a mark may be a huge number of pods */
export function classOfNumber(oracle: Oracle, usual: Assignment, path: string, minimum: number): Class {
  const at = (number: number) => oracle.ask({ ...usual, [path]: number });
  if (skeletonOf(at(minimum + 1)) !== skeletonOf(at(minimum + 2))) return { kind: 'shaping' };
  // Two numbers that are easy to find: a mark would be too large for a number of pods.
  const [one, two] = [983, 991].map((number) =>
    [...at(number)].map((entry) => JSON.stringify(entry, plainly).replace(new RegExp(`(?<![0-9])${number}(?![0-9])`, 'g'), '#')).join(),
  );
  if (one !== two) return { kind: 'shaping' };
  const marked = oracle.ask({ ...usual, [path]: other });
  const follows = (number: number) => equal(outputWith(marked, path, number), at(number));
  if (!follows(minimum + 1) || !follows(minimum + 2)) return { kind: 'shaping' };
  if (follows(minimum)) return { kind: 'plain' };
  return { kind: 'special', variable: { id: path, path, kind: 'special', choices: [other, minimum] } };
}

/** Whether the model only passes an option on. */
export function isPassedOn(oracle: Oracle, usual: Assignment, path: string, options: readonly Choice[]): boolean {
  try {
    const marked = oracle.ask({ ...usual, [path]: other });
    return options.every((option) => equal(outputWith(marked, path, option), oracle.ask({ ...usual, [path]: option })));
  } catch {
    return false; // the model cannot do with another option than these
  }
}

const plainly = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);

/** Whether two renderings are the same. */
export const equal = (one: Output, two: Output): boolean =>
  one.size === two.size && [...one].every(([key, tree]) => keyOf(tree) === keyOf(two.get(key)));

const outputWith = (output: Output, path: string, value: Choice): Output =>
  new Map([...output].map(([key, tree]) => [key, substituted(tree, path, value)]));

/** Objects, keys and numbers of items, without texts. */
const skeletonOf = (output: Output): string => [...output].map(([key, tree]) => `${key}${outline(tree)}`).join('\n');

function outline(tree: Tree): string {
  if (isDictionary(tree)) return `{${[...tree.entries].map(([key, item]) => key + outline(item)).join()}}`;
  if (isList(tree)) return `[${tree.list.map(outline).join()}]`;
  return isLines(tree) ? `|${tree.lines.length}` : '';
}
