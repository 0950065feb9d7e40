// Repetitions in templates.
import { type Scope, valueAt, withNames } from './expressions';

/** The beginning of a repetition for each item of a list, and the names within it. */
export function forEachItem(list: string, scope: Scope): [head: string, inside: Scope] {
  const name = itemName(list, scope);
  return [`{{- range ${name} := ${valueAt(list, scope)} }}`, withNames(scope, [[`${list}[]`, name]])];
}

/** The same for each entry of a map. */
export const forEachEntry = (map: string, scope: Scope): [head: string, inside: Scope] => [
  `{{- range $key, $value := ${valueAt(map, scope)} }}`,
  withNames(scope, [
    [`${map}#key`, '$key'],
    [`${map}#`, '$value'],
  ]),
];

/** `$port` for the items of `cluster.apiServer.ports`. */
function itemName(list: string, { names }: Scope): string {
  const word = list.replace(/^.*[.\]#]/, '');
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(?<=ch|sh|x)es$/, '')
    .replace(/(?<!s)s$/, '');
  return [...names.values()].includes(`$${singular}`) ? `$${singular}Of` : `$${singular}`;
}
