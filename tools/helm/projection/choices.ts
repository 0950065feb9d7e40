// Finds which values are variables: those on which the objects depend in more than the place of the value.
import { classOfNumber, equal, isPassedOn, pathsOf } from './classify';
import { type Assignment, type Choice, type Variable, variablesOf } from './data';
import type { Oracle } from './oracle';
import { settingsIn, settingsOf, withoutSettings, withSettings } from './settings';
import type { Shape } from './shape';

export interface Choices {
  /** The assignment with the values of the usual environment. */
  readonly usual: Assignment;
  readonly variables: readonly Variable[];
  /** Numbers that shape the objects, with the values that environments have. */
  readonly shaping: ReadonlyMap<string, readonly number[]>;
  /** Paths of maps and lists that the model passes on as they are. */
  readonly whole: ReadonlySet<string>;
}

/** @param environments their data, the usual one first */
export function choicesIn(shape: Shape, oracle: Oracle, environments: readonly unknown[]): Choices {
  const settings = settingsIn(shape);
  const on = (assignment: Assignment, path: string) => withSettings(assignment, settingsOf(path, settings));
  const start = { ...withoutSettings(settings), ...usualOptions(shape, environments[0]), ...usualNumbers(shape, environments[0]) };

  const whole = new Set<string>();
  const inWhole = (path: string) => [...whole].some((each) => path.startsWith(`${each}.`));
  for (const { path, shape: own } of pathsOf(shape, 'object')) {
    if (path === '' || settings.includes(path) || inWhole(path)) continue;
    if (oracle.takeWhole(path, own, on(start, path))) whole.add(path);
  }

  const usual: Record<string, Choice> = { ...start };
  const shaping = new Map<string, readonly number[]>();
  const ofNumbers: Variable[] = [];
  const alternatives = variablesOf(shape, new Set()).filter(({ kind }) => kind === 'variant');
  for (const { path, shape: number } of pathsOf(shape, 'number')) {
    if (inWhole(path)) continue;
    const found = classOfNumber(
      oracle,
      whereItActs(oracle, on(usual, path), path, [number.minimum + 1, number.minimum + 2], alternatives),
      path,
      number.minimum,
    );
    if (found.kind !== 'shaping') delete usual[path];
    if (found.kind === 'special') ofNumbers.push(found.variable);
    if (found.kind !== 'shaping') continue;
    const values = [...new Set(environments.flatMap((data) => (firstOf(data, path) as number | undefined) ?? []))];
    shaping.set(path, values);
    if (values.length > 1) ofNumbers.push(withFirst({ id: path, path, kind: 'option', choices: values }, usual[path]));
  }

  const plain = pathsOf(shape, 'options')
    .filter(
      ({ path, shape: { options } }) =>
        options.length > 1 && !inWhole(path) && isPassedOn(oracle, whereItActs(oracle, on(usual, path), path, options, alternatives), path, options),
    )
    .map(({ path }) => path);
  for (const path of plain) delete usual[path];
  const others = variablesOf(shape, new Set(plain)).filter(({ path }) => !inWhole(path));
  return { usual, variables: [...others.map((variable) => withFirst(variable, usual[variable.path])), ...ofNumbers], shaping, whole };
}

/** The usual assignment, or one with another variant if the first two values differ only there: some objects exist with one variant only. */
function whereItActs(
  oracle: Oracle,
  usual: Assignment,
  path: string,
  [one = 0, two = 0]: readonly Choice[],
  variants: readonly Variable[],
): Assignment {
  const acts = (at: Assignment) => !equal(oracle.ask({ ...at, [path]: one }), oracle.ask({ ...at, [path]: two }));
  const others = variants.flatMap((variant) => variant.choices.map((choice) => ({ ...usual, [variant.path]: choice })));
  return [usual, ...others].find(acts) ?? usual;
}

/** Options and variants with the usual value. */
const usualOptions = (shape: Shape, data: unknown): Assignment =>
  Object.fromEntries(
    variablesOf(shape, new Set())
      .filter(({ kind }) => kind === 'option' || kind === 'variant')
      .map(({ path, choices: [first = ''] }) => [path, (firstOf(data, path) as Choice | undefined) ?? first]),
  );

/** Numbers with the usual value: a mark may be a huge number of pods. */
const usualNumbers = (shape: Shape, data: unknown): Assignment =>
  Object.fromEntries(
    pathsOf(shape, 'number').map(({ path, shape: { minimum } }) => [path, (firstOf(data, path) as number | undefined) ?? minimum + 1]),
  );

/** An option or a variant with its usual value first. */
const withFirst = (variable: Variable, first: Choice | undefined): Variable =>
  first === undefined || !variable.choices.includes(first)
    ? variable
    : { ...variable, choices: [first, ...variable.choices.filter((choice) => choice !== first)] };

/** The value at a path in data; of a list, the first one. */
export function firstOf(data: unknown, path: string): unknown {
  return path
    .replaceAll('[]', '.0')
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], data);
}
