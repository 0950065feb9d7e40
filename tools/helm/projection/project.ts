// Projects a platform to templates: the same objects for all data, with values in place of the marks.
import { type HelmChart, type Platform, read } from '../../../constructs/kubernetes';
import { type Choices, choicesIn, firstOf } from './choices';
import { pathsOf } from './classify';
import { type Assignment, changed, Marked, twice, type Variable } from './data';
import { generalize } from './generalize';
import { type Template, withLoops } from './loops';
import { NumberMarks } from './marks';
import { Oracle, type Output } from './oracle';
import { repetitionsIn } from './repetitions';
import { changesWith, settingsIn, settingsOf, withSettings } from './settings';
import { type Shape, shapeOf, without } from './shape';
import { keyOf, pathsInside, type Tree } from './tree';

export interface Projection extends Pick<Choices, 'variables' | 'shaping' | 'whole'> {
  readonly shape: Shape;
  readonly objects: ReadonlyMap<string, Projected>;
  /** Number of renderings that it took. */
  readonly renderings: number;
}

/** How an object follows from values. Its key is `<file>/<construct path>`, or `content/<Job>`. */
export interface Projected {
  readonly template: Template;
  /** Paths of the settings that are merged for it, the most specific last. The template names them by the last path. */
  readonly settings: readonly string[];
}

/** Mirrors of registries: templates look them up for each image. */
const mirrors = 'cluster.registries';

export function project(platform: Platform, { usual, leftOut }: HelmChart): Projection {
  const values = without(shapeOf(platform.schema), Object.keys(leftOut));
  const shape = without(values, [mirrors]);
  const environments = [usual, ...platform.environments.filter((name) => name !== usual)].map(
    (name) => read(platform.schema, platform.data(name)).filled,
  );
  const fixed = Object.keys(leftOut)
    .map((path) => [path, firstOf(environments[0], path)] as const)
    .filter(([, value]) => value !== undefined);
  const numbers = new NumberMarks();
  const oracle = new Oracle(platform, shape, new Marked(numbers, new Map(fixed)), numbers);
  const choices = choicesIn(shape, oracle, environments);
  return { ...choices, shape: values, objects: objectsOf(shape, oracle, choices), renderings: oracle.asked };
}

function objectsOf(shape: Shape, oracle: Oracle, { usual, variables, whole }: Choices): ReadonlyMap<string, Projected> {
  const settings = settingsIn(shape);
  const common = variables.filter(({ path }) => settingsOf(path, settings) === undefined);
  const variants = common.filter(({ kind }) => kind === 'variant');
  // Some objects and some lists are only used with another architecture or source.
  const architectures = [usual, ...flips(variants, usual).filter((at) => variants.some(({ path }) => at[path] !== usual[path]))];
  const doubled = withTwoItems(shape, oracle, whole, architectures);
  const keys = new Set([usual, ...flips(common, usual)].flatMap((at) => [...oracle.ask(at).keys()]));
  const projected = (key: string): Projected => {
    const base = architectures.find((at) => oracle.ask(at).has(key)) ?? usual;
    const merged = settings.filter((own) => changesWith(own, key, base, variables, oracle));
    const own = merged.at(-1);
    const all = [...common, ...variables.filter(({ path }) => own !== undefined && settingsOf(path, settings) === own)];
    const view = (at: Assignment) => oracle.ask(at).get(key);
    const there = view(usual);
    const deciding = all.filter((variable) => !common.includes(variable) || flips([variable], usual).some((at) => keyOf(view(at)) !== keyOf(there)));
    const node = generalize(view, withSettings(usual, own), deciding, relatedIn(all, there === undefined));
    return { template: withLoops(node, repetitionsIn(doubled.map(({ list, output }) => ({ list, tree: output.get(key) })))), settings: merged };
  };
  return new Map([...keys].map((key) => [key, projected(key)]));
}

/** What the platform renders to when one list of values has two items, for each list. */
function withTwoItems(
  shape: Shape,
  oracle: Oracle,
  whole: ReadonlySet<string>,
  architectures: readonly Assignment[],
): { list: string; output: Output }[] {
  const settings = settingsIn(shape);
  const lists = pathsOf(shape, 'list').filter(({ shape: { item } }) => item.kind !== 'options');
  return lists
    .map(({ path }) => path)
    .filter((path) => ![...whole].some((each) => path.startsWith(`${each}.`)))
    .flatMap((list) =>
      architectures.map((at) => ({ list, output: oracle.ask(changed(withSettings(at, settingsOf(list, settings)), twice(list), 2)) })),
    );
}

/**
 * Variables that may matter once a variable has another value: with another architecture or source those next to it, and all if the object is there
 * only then; with another option the architecture, which may have no such option. Where a value is missing, that of another path may take its place.
 */
const relatedIn =
  (all: readonly Variable[], isElsewhere: boolean) =>
  ({ kind, path }: Variable, tree: Tree | undefined): readonly Variable[] => {
    const isNext = (other: Variable) => segment(other.path) === segment(path);
    if (kind === 'variant') return isElsewhere && tree !== undefined ? all : all.filter(isNext);
    const paths = pathsInside(tree);
    return all.filter((other) => {
      if (kind === 'option' && other.kind === 'variant') return isNext(other);
      return other.kind === 'present' && paths.some((each) => each === other.path || each.startsWith(`${other.path}.`));
    });
  };

/** The assignment with one variable changed, for each of its values. */
const flips = (variables: readonly Variable[], usual: Assignment): Assignment[] =>
  variables.flatMap(({ id, choices }) => choices.map((choice) => changed(usual, id, choice)));

const segment = (path: string): string => path.replace(/[.[#].*/, '');
