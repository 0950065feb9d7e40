// Combinations of the choices of a platform: architectures, sources, operators, and features that an environment has or not. Every valid combination
// of three choices is in one of the sets: all combinations are hundreds, and their number doubles with each choice.
import { isMap, valueAt } from '../../../model';
import type { Shape } from '../../../tools/helm/projection/shape';
import { withValue } from '../../../tools/variants/places';

interface Choice {
  readonly path: readonly string[];
  readonly values: readonly unknown[];
  /** Its words, if it is a variant. */
  readonly words?: readonly string[];
}

/** Choices that are made together: those of components of one kind. Sets of random values make them apart. */
interface Together {
  readonly choices: readonly Choice[];
  readonly values: readonly unknown[];
}

/** A variant with more than its word, or any other value. */
const isExample = (value: unknown): boolean => !isMap(value) || Object.keys(value).length > 1;

const together = (choices: readonly Choice[]): Together[] => {
  const kindOf = ({ path, words }: Choice) => (words ? [path.at(-1), ...words] : path).join();
  const kinds = [...new Set(choices.map(kindOf))];
  return kinds.map((kind) => {
    const same = choices.filter((choice) => kindOf(choice) === kind);
    // An environment may give an example of a word for one of them only.
    const values = (same[0]?.values ?? []).map((first, index) => same.map(({ values: own }) => own[index]).find(isExample) ?? first);
    return {
      choices: same.map((choice) => ({ ...choice, values: choice.values.map((own, index) => (isExample(own) ? own : values[index])) })),
      values,
    };
  });
};

/**
 * @param environments data of which the first is changed; all of them give examples
 * @param isValid whether data are valid: not every combination is, for example one without the operator that the source of Secrets needs
 */
export function combinations(shape: Shape, environments: readonly unknown[], isValid: (data: unknown) => boolean): unknown[] {
  const choices = together(choicesIn(shape, environments, []));
  const sets = choices.reduce<number[][]>((all, { values }) => all.flatMap((set) => values.map((_, index) => [...set, index])), [[]]);
  const covered = new Set<string>();
  // Neighbours share most triples, so each set is followed by a distant one.
  const mixed = sets.map((_, index) => sets[(index * stride) % sets.length] ?? []);
  return mixed.flatMap((set) => {
    const missing = triplesOf(set).filter((triple) => !covered.has(triple));
    if (missing.length === 0) return [];
    const data = choices.reduce<unknown>(
      (all, { choices: same }, index) => same.reduce((data, { path, values }) => withValue(data, path, values[set[index] ?? 0]), all),
      environments[0],
    );
    if (!isValid(data)) return [];
    for (const triple of missing) covered.add(triple);
    return [data];
  });
}

/** A prime, so that every set has its turn. */
const stride = 271;

/** Each three of the choices with their values. */
const triplesOf = (set: readonly number[]): string[] =>
  set.flatMap((a, first) =>
    set.flatMap((b, second) => set.flatMap((c, third) => (first < second && second < third ? [[first, a, second, b, third, c].join()] : []))),
  );

function choicesIn(shape: Shape, environments: readonly unknown[], path: readonly string[]): Choice[] {
  const examples = environments.map((data) => valueAt(data, path.join('.'))).filter((value) => value !== undefined);
  switch (shape.kind) {
    case 'variant': {
      const words = Object.keys(shape.objects);
      return [
        { path, words, values: words.map((word) => examples.find((value) => isMap(value) && value[shape.key] === word) ?? { [shape.key]: word }) },
      ];
    }
    case 'list':
      return shape.item.kind === 'options' ? [{ path, values: subsets(shape.item.options) }] : [];
    case 'options':
      return shape.options.length === 2 && shape.options.includes(true) ? [{ path, values: [true, false] }] : [];
    case 'object':
      return Object.entries(shape.entries).flatMap(([key, entry]): Choice[] => {
        const below = [...path, key];
        const example = environments.map((data) => valueAt(data, below.join('.'))).find((value) => value !== undefined);
        if (entry.optional) return example === undefined || entry.shape.kind !== 'object' ? [] : [{ path: below, values: [example, undefined] }];
        return choicesIn(entry.shape, environments, below);
      });
    default:
      return [];
  }
}

/** All items, all but one, and none. Every subset would double the number of sets with each item, and hardly two operators matter for one object. */
const subsets = (items: readonly unknown[]): unknown[][] => [
  [...items],
  ...items.map((_, index) => items.filter((__, other) => other !== index)),
  [],
];
