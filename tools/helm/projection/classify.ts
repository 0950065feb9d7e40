// Which values the model only passes on, and which shape the objects.
import { type Assignment, type Choice, other, type Variable } from './data';
import type { Oracle } from './oracle';
import type { Output } from './renderer';
import { substituted } from './substituted';
import { isDictionary, isLines, isList, keyOf, type Tree } from './tree';

export type Class = { readonly kind: 'plain' } | { readonly kind: 'special'; readonly variable: Variable } | { readonly kind: 'shaping' };

/** @param usual has a value for each number, because a mark may be a huge number of pods */
export async function classOfNumber(oracle: Oracle, usual: Assignment, path: string, minimum: number): Promise<Class> {
  const at = (number: Choice) => ({ ...usual, [path]: number });
  const [more, evenMore] = await oracle.outputs(path, [at(minimum + 1), at(minimum + 2)]);
  if (skeletonOf(more) !== skeletonOf(evenMore)) return { kind: 'shaping' };
  // Two numbers that are easy to find: a mark would be too large for a number of pods.
  const [one, two] = (await oracle.outputs(path, findable.map(at))).map((output, index) =>
    [...output].map((entry) => JSON.stringify(entry, plainly).replace(new RegExp(`(?<![0-9])${findable[index]}(?![0-9])`, 'g'), '#')).join(),
  );
  if (one !== two) return { kind: 'shaping' };
  const [marked, least] = await oracle.outputs(path, [at(other), at(minimum)]);
  const follows = (number: number, output: Output) => equal(outputWith(marked, path, number), output);
  if (!follows(minimum + 1, more) || !follows(minimum + 2, evenMore)) return { kind: 'shaping' };
  if (follows(minimum, least)) return { kind: 'plain' };
  return { kind: 'special', variable: { id: path, path, kind: 'special', choices: [other, minimum] } };
}

const findable = [983, 991];

/** Whether the model only passes an option on. */
export async function isPassedOn(oracle: Oracle, usual: Assignment, path: string, options: readonly Choice[]): Promise<boolean> {
  try {
    const at = (option: Choice) => ({ ...usual, [path]: option });
    const [marked, ...outputs] = await oracle.outputs(path, [at(other), ...options.map(at)]);
    return outputs.every((output, index) => equal(outputWith(marked, path, options[index] ?? other), output));
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
