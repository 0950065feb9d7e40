// Settings of pods and Services: those of the platform are merged with those of components, and those with the settings of their parts.
import type { Assignment, Variable, View } from './data';
import { pathsOf, type Shape } from './shape';
import { keyOf } from './tree';

/** Paths of all settings, the least specific first. */
export const settingsIn = (shape: Shape): string[] =>
  pathsOf(shape, 'object')
    .map(({ path }) => path)
    .filter((path) => /^(pods|services)$|\.(pod|service)$/.test(path))
    .sort((a, b) => depth(a) - depth(b));

const depth = (path: string): number => path.split('.').length;

/** The settings that a path is part of. */
export const settingsOf = (path: string, settings: readonly string[]): string | undefined => settings.find((each) => path.startsWith(`${each}.`));

/** Without any settings: with all of them, a part of an object would have the values of several places. */
export const withoutSettings = (settings: readonly string[]): Assignment => Object.fromEntries(settings.map((path) => [path, false]));

/** With some settings that are switched off in an assignment. */
export function withSettings(assignment: Assignment, own: string | undefined): Assignment {
  const { [own ?? '']: _, ...rest } = assignment;
  return rest;
}

/** Whether an object differs with the settings of a path, with all of their values or with labels alone. */
export async function changesWith(own: string, view: View, at: Assignment, variables: readonly Variable[]): Promise<boolean> {
  const others = variables.filter(({ path }) => path.startsWith(`${own}.`) && !path.endsWith('.labels'));
  const whole = withSettings(at, own);
  const labels: Assignment = { ...whole, ...Object.fromEntries(others.map(({ id }) => [id, false])) };
  await view.load([at, labels, whole]);
  return [labels, whole].some((assignment) => keyOf(view.at(assignment)) !== keyOf(view.at(at)));
}
