// Projects a platform to templates: the same objects for all data, with values in place of the marks.
import { type HelmChart, type Platform, read } from '../../../constructs/kubernetes';
import { classOfNumber, isPassedOn, pathsOf } from './classify';
import { type Assignment, type Choice, changed, Marked, twice, type Variable, variablesOf } from './data';
import { generalize } from './generalize';
import { type Template, withLoops } from './loops';
import { NumberMarks } from './marks';
import { Oracle } from './oracle';
import { repetitionsIn } from './repetitions';
import { type Shape, shapeOf, without } from './shape';
import { keyOf, pathsInside, type Tree } from './tree';

export interface Projection {
  readonly shape: Shape;
  readonly variables: readonly Variable[];
  /** Numbers that shape the objects, with the values that environments have. */
  readonly shaping: ReadonlyMap<string, readonly number[]>;
  /** Paths of maps and lists that the model passes on as they are. */
  readonly whole: ReadonlySet<string>;
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

export function project(platform: Platform, { usual: usualEnvironment, leftOut }: HelmChart): Projection {
  const values = without(shapeOf(platform.schema), Object.keys(leftOut));
  const shape = without(values, [mirrors]);
  const numbers = new NumberMarks();
  const given = platform.environments.map((name) => read(platform.schema, platform.data(name)).filled);
  const usualData = read(platform.schema, platform.data(usualEnvironment)).filled;
  const fixed = Object.keys(leftOut).flatMap((path) => (firstOf(usualData, path) === undefined ? [] : [[path, firstOf(usualData, path)] as const]));
  const oracle = new Oracle(platform, shape, new Marked(numbers, new Map(fixed)), numbers);

  // Settings of all pods are merged into those of components, so they are switched off here.
  const settings = settingsIn(shape);
  const off: Assignment = Object.fromEntries(settings.map((path) => [path, false]));

  /** With the settings that a path is part of. */
  const on = (assignment: Assignment, path: string): Assignment => {
    const { [settings.find((each) => path.startsWith(`${each}.`)) ?? '']: _, ...rest } = assignment;
    return rest;
  };

  const allNumbers = pathsOf(shape, 'number');
  const start: Assignment = {
    ...off,
    ...Object.fromEntries(allNumbers.map(({ path, shape: { minimum } }) => [path, firstOf(usualData, path) ?? minimum + 1])),
    ...Object.fromEntries(
      variablesOf(shape, new Set())
        .filter(({ kind }) => kind === 'option' || kind === 'variant')
        .map(({ path, choices: [first = ''] }) => [path, firstOf(usualData, path) ?? first]),
    ),
  } as Assignment;

  const objects = pathsOf(shape, 'object').filter(({ path }) => path !== '' && !settings.includes(path));
  const whole = new Set<string>();
  const inWhole = (path: string) => [...whole].some((each) => path.startsWith(`${each}.`));
  for (const { path, shape: own } of objects) if (!inWhole(path) && oracle.takeWhole(path, own, on(start, path))) whole.add(path);
  const usual: Record<string, Choice> = { ...start };

  const shaping = new Map<string, readonly number[]>();
  const numberVariables: Variable[] = [];
  for (const {
    path,
    shape: { minimum },
  } of allNumbers) {
    if (inWhole(path)) continue;
    const found = classOfNumber(oracle, on(usual, path), path, minimum);
    if (found.kind !== 'shaping') delete usual[path];
    if (found.kind === 'special') numberVariables.push(found.variable);
    if (found.kind !== 'shaping') continue;
    const values = [...new Set(given.flatMap((data) => (firstOf(data, path) as number | undefined) ?? []))];
    shaping.set(path, values);
    const first = usual[path] as number;
    if (values.length > 1) numberVariables.push({ id: path, path, kind: 'option', choices: [first, ...values.filter((value) => value !== first)] });
  }
  const plain = new Set(
    pathsOf(shape, 'options')
      .filter(({ path, shape: { options } }) => options.length > 1 && !inWhole(path) && isPassedOn(oracle, on(usual, path), path, options))
      .map(({ path }) => path),
  );
  for (const path of plain) delete usual[path];

  const variables = [
    ...variablesOf(shape, plain)
      .filter(({ path }) => !inWhole(path))
      .map((variable) => (variable.kind === 'option' || variable.kind === 'variant' ? usualFirst(variable, usual) : variable)),
    ...numberVariables,
  ];
  const ofSettings = (variable: Variable) => settings.find((path) => variable.path.startsWith(`${path}.`));
  const common = variables.filter((variable) => !ofSettings(variable));

  // Some objects and some lists are only used with another architecture or source.
  const variants = common.filter(({ kind }) => kind === 'variant');
  const architectures = [usual, ...flips(variants, usual).filter((assignment) => variants.some(({ path }) => assignment[path] !== usual[path]))];
  const lists = pathsOf(shape, 'list').filter(({ path, shape: list }) => list.item.kind !== 'options' && !inWhole(path));
  const doubled = lists.flatMap(({ path }) => architectures.map((at) => ({ path, output: oracle.ask(changed(on(at, path), twice(path), 2)) })));
  const repetitions = (key: string) => repetitionsIn(doubled.map(({ path, output }) => ({ list: path, tree: output.get(key) })));

  const keys = new Set([usual, ...flips(common, usual)].flatMap((assignment) => [...oracle.ask(assignment).keys()]));
  const projected = [...keys].map((key): [string, Projected] => {
    const base = architectures.find((assignment) => oracle.ask(assignment).has(key)) ?? usual;
    const merged = settings.filter((path) => isChangedBySettings(oracle, base, key, path, variables));
    const own = merged.at(-1);
    const { [own ?? '']: _, ...at } = usual;
    const ofOwn = variables.filter((variable) => own !== undefined && ofSettings(variable) === own);
    const view = (assignment: Assignment) => oracle.ask(assignment).get(key);
    const there = view(usual);
    const deciding = common.filter((variable) => flips([variable], usual).some((assignment) => keyOf(view(assignment)) !== keyOf(there)));
    // With another architecture or source, others may matter: those next to it, and all if the object is not there otherwise. Where a value is missing,
    // that of another path may take its place.
    const related = (variable: Variable, tree: Tree | undefined) => {
      if (variable.kind === 'variant')
        return there === undefined ? [...common, ...ofOwn] : common.filter(({ path }) => segment(path) === segment(variable.path));
      const paths = pathsInside(tree);
      return [...common, ...ofOwn].filter(
        ({ kind, path }) => kind === 'present' && paths.some((each) => each === path || each.startsWith(`${path}.`)),
      );
    };
    const node = generalize(view, at, [...deciding, ...ofOwn], related);
    return [key, { template: withLoops(node, repetitions(key)), settings: merged }];
  });
  return { shape: values, variables, shaping, whole, objects: new Map(projected), renderings: oracle.asked };
}

/** The usual assignment with one variable changed. */
const flips = (variables: readonly Variable[], usual: Assignment): Assignment[] =>
  variables.flatMap(({ id, choices }) => choices.map((choice) => changed(usual, id, choice)));

const usualFirst = (variable: Variable, usual: Assignment): Variable => {
  const first = usual[variable.path];
  return first === undefined ? variable : { ...variable, choices: [first, ...variable.choices.filter((choice) => choice !== first)] };
};

/** Paths of settings of pods and Services: those of the platform first, then those of components, then those of their parts. */
const settingsIn = (shape: Shape): string[] =>
  pathsOf(shape, 'object')
    .map(({ path }) => path)
    .filter((path) => /^(pods|services)$|\.(pod|service)$/.test(path))
    .sort((a, b) => depth(a) - depth(b));

const depth = (path: string): number => path.split('.').length;

/** Whether an object has settings of a path when no others are given. */
function isChangedBySettings(oracle: Oracle, usual: Assignment, key: string, path: string, variables: readonly Variable[]): boolean {
  const { [path]: _, ...at } = usual;
  const alone = Object.fromEntries(
    variables.filter((each) => each.path.startsWith(`${path}.`) && !each.path.endsWith('.labels')).map(({ id }) => [id, false]),
  );
  const without = keyOf(oracle.ask(usual).get(key));
  return [{ ...at, ...alone }, at].some((assignment) => keyOf(oracle.ask(assignment).get(key)) !== without);
}

const segment = (path: string): string => path.replace(/[.[#].*/, '');

/** The value at a path in data; of a list, the first one. */
function firstOf(data: unknown, path: string): unknown {
  return path
    .replaceAll('[]', '.0')
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], data);
}
