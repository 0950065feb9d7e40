// Conditions of templates.
import type { Variable } from '../projection/data';
import type { Template } from '../projection/loops';
import { bracketed, type Scope, valueAt } from './expressions';

/** Always, never, or on a condition. */
export type Existence = boolean | string;

const anyOf = (parts: readonly Existence[]): Existence => parts.includes(true) || joinedBy('or', parts, false);
const allOf = (parts: readonly Existence[]): Existence => !parts.includes(false) && joinedBy('and', parts, true);

function joinedBy(word: string, parts: readonly Existence[], none: boolean): Existence {
  const [first, ...rest] = new Set(parts.filter((part) => typeof part === 'string'));
  if (first === undefined) return none;
  return rest.length === 0 ? first : `${word} ${[first, ...rest].map(bracketed).join(' ')}`;
}

/** When something is rendered. */
function existence(node: Template, scope: Scope): Existence {
  if (node.kind === 'absent') return false;
  if (node.kind !== 'choose') return node.kind === 'leaf' || node.whenEmpty === 'empty' || contents(node, scope);
  const cases = node.cases.map(({ choices, node: branch }) => ({ choices, exists: existence(branch, scope) }));
  if (cases.every(({ exists }) => exists === true)) return true;
  return anyOf(cases.map(({ choices, exists }) => allOf([exists === false || condition(node.variable, choices, scope), exists])));
}

/** When a map or a list has something in it. */
export function contents(node: Exclude<Template, { kind: 'leaf' | 'absent' | 'choose' }>, scope: Scope): Existence {
  if (node.kind === 'dictionary')
    return anyOf(node.entries.map(({ node: value, over }) => (over === undefined ? existence(value, scope) : repetition(over, scope))));
  return anyOf(node.items.map((item) => ('node' in item ? existence(item.node, scope) : repetition(item.over, scope))));
}

/** When a map or a list of values has something in it. */
function repetition(over: string, scope: Scope): Existence {
  return (scope.how.isFilled(over) && !scope.how.isOptional(over)) || valueAt(over, scope);
}

export function condition(variable: Variable, choices: readonly (string | number | boolean)[], scope: Scope): string {
  const { kind, path } = variable;
  if (kind === 'member') {
    const [list = '', member] = path.split(/:(?=[^:]*$)/);
    const has = `has "${member}" ${valueAt(list, scope)}`;
    return choices.includes(true) ? has : `not (${has})`;
  }
  const value = valueAt(path, scope);
  if (kind === 'present' && scope.how.canBeFalse(path)) return `${choices.includes(true) ? 'ne' : 'eq'} nil ${value}`;
  if (kind === 'present' || choices.every((choice) => typeof choice === 'boolean')) return choices.includes(true) ? value : `not ${value}`;
  const special = variable.choices.at(-1);
  if (kind === 'special') return choices.includes('other') ? `ne (int ${value}) ${special}` : `eq (int ${value}) ${special}`;
  const compared = typeof choices[0] === 'number' ? `(int ${value})` : value;
  const [usual = ''] = variable.choices;
  // A value that is missing counts as the usual one.
  if (choices.includes(usual) && scope.how.isOptional(path)) {
    const others = variable.choices.filter((choice) => !choices.includes(choice)).map((choice) => JSON.stringify(choice));
    return others.length === 1 ? `ne ${compared} ${others.join()}` : `not (has ${compared} (list ${others.join(' ')}))`;
  }
  const literals = choices.map((choice) => JSON.stringify(choice));
  return literals.length === 1 ? `eq ${compared} ${literals.join()}` : `has ${compared} (list ${literals.join(' ')})`;
}

/** What stands under a condition that it implies: if a value is there, so is what contains it. */
export function innerCondition({ variable, cases }: Extract<Template, { kind: 'choose' }>): Template | undefined {
  const [inner, ...more] = cases.flatMap(({ node }) => (node.kind === 'absent' ? [] : [node]));
  if (variable.kind !== 'present' || more.length > 0 || inner?.kind !== 'choose' || inner.variable.kind !== 'present') return undefined;
  const onlyIfThere = inner.cases.every(({ choices, node }) => choices.includes(true) || node.kind === 'absent');
  return onlyIfThere && inner.variable.path.startsWith(`${variable.path}.`) ? inner : undefined;
}
