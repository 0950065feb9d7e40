// Finds where the model repeats something for each item of a list of values: a list of values gets a second item, and the place is where the two
// items are apart. With one item, a rule for each peer looks the same as one rule with all peers.
import { isDictionary, isLines, isList, pathsInside, type Tree } from './tree';

/** Lists of values by the places where their items are apart. */
export type Repetitions = ReadonlyMap<string, readonly string[]>;

/** The place of a field below another place. */
export const fieldOf = (place: string, key: string): string => `${place}.${key}`;

/** The place of the items of a list. */
export const itemsAt = (place: string): string => `${place}[]`;

/** The path of the second item of a list. */
export const secondOf = (list: string): string => `${list}[2]`;

/** @param doubled an object as it is when one list of values has two items, for each list */
export function repetitionsIn(doubled: readonly { readonly list: string; readonly tree: Tree | undefined }[]): Repetitions {
  const found = new Map<string, Set<string>>();
  for (const { list, tree } of doubled) for (const place of placesOf(list, tree)) found.set(place, (found.get(place) ?? new Set()).add(list));
  return new Map([...found].map(([place, lists]) => [place, [...lists].sort((a, b) => a.length - b.length)]));
}

/** Places in a tree where two items of a list of values are apart: the outermost ones. */
function placesOf(list: string, tree: Tree | undefined, place = ''): string[] {
  const [first, second] = [`${list}[]`, secondOf(list)];
  if (isDictionary(tree)) return [...tree.entries].flatMap(([key, value]) => placesOf(list, value, fieldOf(place, key)));
  if (!isList(tree) && !isLines(tree)) return [];
  const items = isList(tree) ? tree.list : tree.lines;
  const found = items.map((item) => ({ first: contains(item, first), second: contains(item, second) }));
  const apart = found.some((item) => item.first && !item.second) && found.some((item) => item.second && !item.first);
  return apart ? [place] : items.flatMap((item) => placesOf(list, item, itemsAt(place)));
}

const contains = (tree: Tree, items: string): boolean => pathsInside(tree).some((path) => path.startsWith(items));
