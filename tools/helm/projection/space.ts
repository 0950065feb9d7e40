// What assignments may contain.
import { type Assignment, type Choice, twice, variablesOf } from './data';
import { settingsIn, settingsOf } from './settings';
import { pathsOf, type Shape } from './shape';

export interface Space {
  /** All ids. */
  readonly ids: readonly string[];
  /** Values that an id may have beside its usual one, while a question is about something else. */
  readonly others: ReadonlyMap<string, readonly (Choice | undefined)[]>;
  /** Ids whose values need not come out as marks, each with the path of what it is part of: any object that depends on something of that may depend on it. */
  readonly parts: ReadonlyMap<string, string>;
  /** What a path is part of: settings, or the data of a component. */
  partOf(path: string): string;
  readonly settings: readonly string[];
}

/** @param passed paths of objects that the model passes on as they are: nothing depends on a value in one */
export function spaceOf(shape: Shape, passed: readonly string[], usual: Assignment): Space {
  const isOutside = (path: string) => !passed.some((each) => path.startsWith(`${each}.`));
  const variables = variablesOf(shape, new Set()).filter(({ path }) => isOutside(path));
  const settings = settingsIn(shape);
  const numbers = pathsOf(shape, 'number')
    .map(({ path }) => path)
    .filter(isOutside);
  const lists = pathsOf(shape, 'list').flatMap(({ path }) => (isOutside(path) ? [twice(path)] : []));
  const withoutMarks = new Set([...numbers, ...pathsOf(shape, 'options').map(({ path }) => path)]);
  const choosing = [...variables.flatMap(({ id, path, kind }) => (kind !== 'present' || withoutMarks.has(path) ? [id] : [])), ...numbers];
  const partOf = (path: string): string => settingsOf(path, settings) ?? path.replace(/[.[#:?*].*/, '');
  return {
    ids: [...new Set([...variables.map(({ id }) => id), ...settings, ...numbers, ...lists])],
    others: new Map<string, readonly (Choice | undefined)[]>([
      ...variables.map(
        ({ id, kind, choices }) =>
          [id, kind === 'present' || kind === 'member' ? [false] : choices.filter((choice) => choice !== usual[id])] as const,
      ),
      ...settings.map((path) => [path, [undefined]] as const),
      ...numbers.map((path) => [path, [Number(usual[path]) + 1]] as const),
    ]),
    parts: new Map(choosing.map((id) => [id, partOf(id)])),
    partOf,
    settings,
  };
}

/** Assignments that show which objects there are, and what they have marks of: with other choices, and with settings of one depth at a time. */
export function tour(shape: Shape, { parts, others }: Space, usual: Assignment): Assignment[] {
  const choosing = [...parts.keys()].map((id) => [id, others.get(id) ?? []] as const);
  const most = Math.max(0, ...choosing.map(([, choices]) => choices.length));
  const changes = Array.from({ length: most }, (_, index) => choosing.map(([id, choices]) => [id, choices[index % choices.length]]));
  return [usual, ...changes.map((change): Assignment => ({ ...usual, ...Object.fromEntries(change) }))].flatMap((at) => [
    at,
    ...withSettingsOfEachDepth(shape, at),
  ]);
}

/** With settings of several depths, a part of an object would have the values of several places. */
export function withSettingsOfEachDepth(shape: Shape, at: Assignment): Assignment[] {
  const settings = settingsIn(shape);
  const depths = new Set(settings.map(depthOf));
  return [...depths].map((depth) => {
    const off = Object.entries(at).filter(([id]) => !settings.includes(id) || depthOf(id) !== depth);
    return Object.fromEntries(off);
  });
}

const depthOf = (path: string): number => path.split('.').length;
