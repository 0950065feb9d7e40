// Finds which values are variables: those on which the objects depend in more than the place of the value.
import { type Class, classOfNumber, equal, isPassedOn } from './classify';
import { type Assignment, type Choice, type Variable, variablesOf } from './data';
import type { Oracle } from './oracle';
import { settingsIn, settingsOf, withoutSettings, withSettings } from './settings';
import { pathsOf, type Shape } from './shape';

export interface Choices {
  /** The assignment with the values of the usual environment. */
  readonly usual: Assignment;
  readonly variables: readonly Variable[];
  /** Numbers that shape the objects, with the values that environments have. */
  readonly shaping: ReadonlyMap<string, readonly number[]>;
  /** Paths of maps and lists that the model passes on as they are. */
  readonly whole: ReadonlySet<string>;
}

/** The assignment with the values of the usual environment, without any settings. Numbers are no marks, because a mark may be a huge number of pods. */
export const startOf = (shape: Shape, environment: unknown): Assignment => ({
  ...withoutSettings(settingsIn(shape)),
  ...usualOptions(shape, environment),
  ...usualNumbers(shape, environment),
});

/**
 * @param start the assignment to begin with
 * @param passed paths of maps and lists that the model passes on as they are
 * @param environments their data, the usual one first
 */
export async function choicesIn(
  shape: Shape,
  oracle: Oracle,
  start: Assignment,
  passed: readonly string[],
  environments: readonly unknown[],
): Promise<Choices> {
  const settings = settingsIn(shape);
  const on = (assignment: Assignment, path: string) => withSettings(assignment, settingsOf(path, settings));
  const whole = new Set(passed);
  const inWhole = (path: string) => passed.some((each) => path.startsWith(`${each}.`));

  const usual: Record<string, Choice> = { ...start };
  const shaping = new Map<string, readonly number[]>();
  const ofNumbers: Variable[] = [];
  const numbers = pathsOf(shape, 'number').filter(({ path }) => !inWhole(path));
  const alternatives = variablesOf(shape, new Set()).filter(({ kind }) => kind === 'variant');
  const classes = await Promise.all(
    numbers.map(async ({ path, shape: { minimum } }) =>
      classOfNumber(oracle, await whereItActs(oracle, on(start, path), path, [minimum + 1, minimum + 2], alternatives), path, minimum),
    ),
  );
  for (const [index, { path }] of numbers.entries()) {
    const found = classes[index] as Class;
    if (found.kind !== 'shaping') delete usual[path];
    if (found.kind === 'special') ofNumbers.push(found.variable);
    if (found.kind !== 'shaping') continue;
    const values = [...new Set(environments.flatMap((data) => (firstOf(data, path) as number | undefined) ?? []))];
    shaping.set(path, values);
    if (values.length > 1) ofNumbers.push(withFirst({ id: path, path, kind: 'option', choices: values }, usual[path]));
  }

  const options = pathsOf(shape, 'options').filter(({ path, shape: { options: all } }) => all.length > 1 && !inWhole(path));
  const arePassedOn = await Promise.all(
    options.map(async ({ path, shape: { options: all } }) =>
      isPassedOn(oracle, await whereItActs(oracle, on(usual, path), path, all, alternatives), path, all),
    ),
  );
  const plain = options.filter((_, index) => arePassedOn[index]).map(({ path }) => path);
  for (const path of plain) delete usual[path];
  const others = variablesOf(shape, new Set(plain)).filter(({ path }) => !inWhole(path));
  return { usual, variables: [...others.map((variable) => withFirst(variable, usual[variable.path])), ...ofNumbers], shaping, whole };
}

/** The usual assignment, or one with another variant if the first two values differ only there: some objects exist with one variant only. */
async function whereItActs(
  oracle: Oracle,
  usual: Assignment,
  path: string,
  [one = 0, two = 0]: readonly Choice[],
  variants: readonly Variable[],
): Promise<Assignment> {
  const others = variants.flatMap((variant) => variant.choices.map((choice) => ({ ...usual, [variant.path]: choice })));
  for (const at of [usual, ...others]) {
    const [first, second] = await oracle.outputs(path, [
      { ...at, [path]: one },
      { ...at, [path]: two },
    ]);
    if (!equal(first, second)) return at;
  }
  return usual;
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
