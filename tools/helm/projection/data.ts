// The data of an environment for an assignment of variables, with marks in the places of all other values.
import { withValue } from '../../variants/places';
import { type NumberMarks, textMark } from './marks';
import { secondOf } from './repetitions';
import type { Shape } from './shape';
import type { Tree } from './tree';

/** What a variable has: whether an optional value is there, or one of the options of a choice. */
export type Choice = boolean | string | number;

/** In place of a number that is not special: its mark. */
export const other = 'other';

/** Values of variables by their id, and of paths that get no mark. A variable that is missing has its first value. */
export type Assignment = Readonly<Record<string, Choice>>;

const changes = new WeakMap<Assignment, Map<string, Assignment>>();

/** The assignment with one variable changed; the same object for the same change, because most are asked for thousands of times. */
export function changed(at: Assignment, id: string, choice: Choice): Assignment {
  const known = changes.get(at) ?? new Map<string, Assignment>();
  changes.set(at, known);
  const key = `${id}=${typeof choice}:${choice}`;
  const assignment = known.get(key) ?? { ...at, [id]: choice };
  known.set(key, assignment);
  return assignment;
}

/** The value of an id; undefined if it is the one that a missing id has. */
export function choiceAt(at: Assignment, id: string): Choice | undefined {
  const value = at[id];
  return value === other || (value === true && /\?$|:/.test(id)) ? undefined : value;
}

/** What an object is, for the assignments that were loaded. */
export interface View {
  load(assignments: readonly Assignment[]): Promise<void>;
  /** Undefined if there is no such object. */
  at(assignment: Assignment): Tree | undefined;
}

export interface Variable {
  readonly id: string;
  /** The place of the value in the data, such as `database.storageClass` or `database.clients[].cidrs`. */
  readonly path: string;
  readonly kind: 'present' | 'variant' | 'option' | 'member' | 'special';
  /** Its values, the usual one first. */
  readonly choices: readonly Choice[];
}

/** The id under which a list has two items. */
export const twice = (list: string): string => `${list}*2`;

export const presenceOf = (path: string): Variable => ({ id: `${path}?`, path, kind: 'present', choices: [true, false] });
const optionOf = (path: string, choices: readonly Choice[]): Variable => ({ id: path, path, kind: 'option', choices });
const memberOf = (path: string, member: string): Variable => ({
  id: `${path}:${member}`,
  path: `${path}:${member}`,
  kind: 'member',
  choices: [true, false],
});

const below = (path: string, key: string): string => (path ? `${path}.${key}` : key);

/** All variables below a shape. `plain` has the paths of options and numbers that the model only passes on. */
export function variablesOf(shape: Shape, plain: ReadonlySet<string>, path = ''): Variable[] {
  switch (shape.kind) {
    case 'text':
    case 'any':
    case 'number':
      return [];
    case 'options':
      return shape.options.length < 2 || plain.has(path) ? [] : [optionOf(path, shape.options)];
    case 'object':
      return Object.entries(shape.entries).flatMap(([key, entry]) => [
        ...(entry.optional ? [presenceOf(below(path, key))] : []),
        ...variablesOf(entry.shape, plain, below(path, key)),
      ]);
    case 'variant': {
      const all = Object.values(shape.objects).flatMap((object) => variablesOf(object, plain, path));
      return [
        { ...optionOf(below(path, shape.key), Object.keys(shape.objects)), kind: 'variant' },
        ...new Map(all.map((each) => [each.id, each])).values(),
      ];
    }
    case 'map':
      return variablesOf(shape.value, plain, `${path}#`);
    case 'list':
      if (shape.item.kind === 'options') return shape.item.options.map((member) => memberOf(path, String(member)));
      return variablesOf(shape.item, plain, `${path}[]`);
  }
}

/** Makes data. */
export class Marked {
  constructor(
    private readonly numbers: NumberMarks,
    /** Data that are not among the values, by path. */
    private readonly leftOut: ReadonlyMap<string, unknown>,
  ) {}

  /** The data of a whole environment. */
  environment(shape: Shape, assignment: Assignment): unknown {
    return [...this.leftOut].reduce((data, [path, value]) => withValue(data, path.split('.'), value), this.data(shape, assignment));
  }

  /** The data at a path. */
  data(shape: Shape, assignment: Assignment, path = ''): unknown {
    if (path in assignment && assignment[path] !== other) return assignment[path];
    switch (shape.kind) {
      case 'text':
      case 'any':
        return textMark(path);
      case 'number':
        return this.numbers.markOf(path);
      case 'options':
        return shape.options.length === 1 ? shape.options[0] : textMark(path);
      case 'object':
        return Object.fromEntries(
          Object.entries(shape.entries).flatMap(([key, entry]) => {
            const at = below(path, key);
            return assignment[`${at}?`] === false || (assignment[at] === false && entry.shape.kind === 'object')
              ? []
              : [[key, this.data(entry.shape, assignment, at)]];
          }),
        );
      case 'variant': {
        const word = String(assignment[below(path, shape.key)] ?? Object.keys(shape.objects)[0]);
        const object = shape.objects[word];
        if (!object) throw new Error(`${below(path, shape.key)} has no option ${word}`);
        return { ...(this.data(object, assignment, path) as object), [shape.key]: word };
      }
      case 'map':
        return { [textMark(`${path}#key`)]: this.data(shape.value, assignment, `${path}#`) };
      case 'list':
        if (shape.item.kind === 'options') return shape.item.options.filter((member) => assignment[`${path}:${member}`] !== false);
        return [`${path}[]`, ...(assignment[twice(path)] ? [secondOf(path)] : [])].map((item) => this.data(shape.item, assignment, item));
    }
  }
}
