// Projects a platform to templates: the same objects for all data, with values in place of the marks.
import { type HelmChart, type Platform, read } from '../../../constructs/kubernetes';
import { type Choices, choicesIn, firstOf, startOf } from './choices';
import { type Assignment, changed, Marked, twice, type Variable, variablesOf } from './data';
import { generalize } from './generalize';
import { type Template, withLoops } from './loops';
import { NumberMarks } from './marks';
import { Oracle } from './oracle';
import { chooser } from './random';
import { Renderer } from './renderer';
import { repetitionsIn } from './repetitions';
import { changesWith, settingsIn, settingsOf, withSettings } from './settings';
import { pathsOf, type Shape, shapeOf, without } from './shape';
import { spaceOf, tour, withSettingsOfEachDepth } from './space';
import { keyOf, pathsInside, type Tree } from './tree';

export interface Projection extends Pick<Choices, 'variables' | 'shaping' | 'whole'> {
  readonly shape: Shape;
  readonly objects: ReadonlyMap<string, Projected>;
  /** Data with random choices, and marks in the places of other values: the templates must give for them what the model gives. */
  readonly samples: readonly unknown[];
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

export async function project(platform: Platform, { usual, leftOut }: HelmChart): Promise<Projection> {
  const values = without(shapeOf(platform.schema), Object.keys(leftOut));
  const shape = without(values, [mirrors]);
  const environments = [usual, ...platform.environments.filter((name) => name !== usual)].map(
    (name) => read(platform.schema, platform.data(name)).filled,
  );
  const fixed = Object.keys(leftOut)
    .map((path) => [path, firstOf(environments[0], path)] as const)
    .filter(([, value]) => value !== undefined);
  const numbers = new NumberMarks();
  const marked = new Marked(numbers, new Map(fixed));
  const renderer = new Renderer(platform, shape, marked, numbers);
  const start = richest(startOf(shape, environments[0]), shape, renderer);
  const passed = passedOn(shape, renderer, start);
  const space = spaceOf(shape, passed, start);
  const oracle = new Oracle(renderer, space, start, tour(shape, space, start));
  const found = await oracle.settled(async () => {
    const choices = await oracle.settled(() => choicesIn(shape, oracle, start, passed, environments));
    return { ...choices, objects: await objectsOf(shape, oracle, choices) };
  });
  const samples = randomly(found, settingsIn(shape)).map((at) => marked.environment(shape, at));
  return { ...found, shape: values, samples, renderings: renderer.renderings };
}

/** With the variants that render most: an object that is not there has to be asked for with each value under another variant. */
function richest(start: Assignment, shape: Shape, renderer: Renderer): Assignment {
  const sizeOf = (at: Assignment) => [...renderer.render(at).values()].map(keyOf).join().length;
  const variants = variablesOf(shape, new Set()).filter(({ kind }) => kind === 'variant');
  let best = start;
  let most = sizeOf(start);
  for (const { id, choice } of variants.flatMap(({ id, choices }) => choices.map((choice) => ({ id, choice })))) {
    const at = changed(best, id, choice);
    const size = sizeOf(at);
    if (size > most) [best, most] = [at, size];
  }
  return best;
}

/** Assignments in which each variable has any of its choices. */
function randomly({ usual, variables }: Choices, settings: readonly string[]): Assignment[] {
  const oneOf = chooser();
  return Array.from({ length: 20 }, () => {
    const at = settings.reduce<Assignment>((all, path) => (oneOf([true, false]) ? withSettings(all, path) : all), usual);
    return { ...at, ...Object.fromEntries(variables.map(({ id, choices }) => [id, oneOf([choices[0] ?? true, ...choices])])) };
  });
}

/** Paths of the objects that the model passes on as they are. */
function passedOn(shape: Shape, renderer: Renderer, start: Assignment): string[] {
  const settings = settingsIn(shape);
  const objects = pathsOf(shape, 'object').filter(({ path }) => path !== '' && !settings.includes(path));
  const isShown = (at: Assignment, path: string) => at[settingsOf(path, settings) ?? ''] === undefined;
  const rest = new Set(objects);
  return [start, ...withSettingsOfEachDepth(shape, start)].flatMap((at) => {
    const shown = [...rest].filter(({ path }) => isShown(at, path));
    for (const each of shown) rest.delete(each);
    return renderer.takeWhole(shown, at);
  });
}

async function objectsOf(shape: Shape, oracle: Oracle, { usual, variables, whole }: Choices): Promise<ReadonlyMap<string, Projected>> {
  const settings = settingsIn(shape);
  const lists = pathsOf(shape, 'list').flatMap(({ path, shape: { item } }) =>
    item.kind === 'options' || [...whole].some((each) => path.startsWith(`${each}.`)) ? [] : [path],
  );
  const prepared = async (key: string) => {
    const view = oracle.view(key);
    const own = variables.filter(({ id }) => oracle.dependsOn(key, id));
    const common = own.filter(({ path }) => settingsOf(path, settings) === undefined);
    // Some objects and some lists are only used with another architecture or source.
    const architectures = [
      usual,
      ...flips(
        common.filter(({ kind }) => kind === 'variant'),
        usual,
      ),
    ];
    await view.load(architectures);
    const base = architectures.find((at) => view.at(at)) ?? usual;
    const areMerged = await Promise.all(settings.map((path) => oracle.dependsOn(key, path) && changesWith(path, view, base, variables)));
    const merged = settings.filter((_, index) => areMerged[index]);
    const last = merged.at(-1);
    const doubled = lists
      .filter((list) => oracle.dependsOn(key, twice(list)))
      .flatMap((list) => architectures.map((at) => ({ list, at: changed(withSettings(at, settingsOf(list, settings)), twice(list), 2) })));
    const all = [...common, ...own.filter(({ path }) => last !== undefined && settingsOf(path, settings) === last)];
    return { key, view, merged, all, doubled, at: withSettings(usual, last) };
  };
  // All begin together, because questions that are asked together need fewer renderings.
  const objects = (await Promise.all(oracle.keys.map(prepared))).map(async ({ key, view, merged, all, doubled, at }) => {
    const [node] = await Promise.all([
      generalize(view, at, all, relatedIn(all, view.at(usual) === undefined)),
      view.load(doubled.map((each) => each.at)),
    ]);
    const repetitions = repetitionsIn(doubled.map((each) => ({ list: each.list, tree: view.at(each.at) })));
    return [key, { template: withLoops(node, repetitions), settings: merged }] as const;
  });
  return new Map((await Promise.all(objects)).filter(([, { template }]) => template.kind !== 'absent'));
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
