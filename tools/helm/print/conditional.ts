// Lines of templates under conditions.
import type { Template } from '../projection/loops';
import { condition, contents, innerCondition } from './conditions';
import type { Scope } from './expressions';

/** What is printed once the conditions on which it depends are. */
export type Value = Exclude<Template, { kind: 'choose' | 'absent' }>;

export function conditional(node: Template, indent: string, scope: Scope, lines: (value: Value, inside: Scope) => string[]): string[] {
  if (node.kind === 'absent') return [];
  if (node.kind === 'choose') return choice(node, indent, scope, lines);
  if (node.kind === 'leaf' || node.kind === 'lines') return lines(node, scope);
  const filled = contents(node, scope);
  if (typeof filled === 'boolean' || scope.holding.includes(filled)) return lines(node, scope);
  const empty = node.kind === 'dictionary' ? { ...node, entries: [] } : { ...node, items: [] };
  const otherwise = node.whenEmpty === 'empty' ? [`${indent}{{- else }}`, ...lines(empty, scope)] : [];
  return [`${indent}{{- if ${filled} }}`, ...lines(node, under(filled, scope)), ...otherwise, `${indent}{{- end }}`];
}

function choice(
  node: Extract<Template, { kind: 'choose' }>,
  indent: string,
  scope: Scope,
  lines: (value: Value, inside: Scope) => string[],
): string[] {
  const inner = innerCondition(node);
  if (inner) return conditional(inner, indent, scope, lines);
  const shown = node.cases.flatMap(({ choices, node: branch }) =>
    branch.kind === 'absent' ? [] : [{ when: condition(node.variable, choices, scope), branch }],
  );
  const held = shown.find(({ when }) => scope.holding.includes(when));
  if (held) return conditional(held.branch, indent, scope, lines);
  const isComplete = shown.length === node.cases.length;
  return [
    ...shown.flatMap(({ when, branch }, index) => {
      const isRest = isComplete && index === shown.length - 1 && index > 0;
      const head = isRest ? 'else' : `${index === 0 ? 'if' : 'else if'} ${when}`;
      return [`${indent}{{- ${head} }}`, ...conditional(branch, indent, isRest ? scope : under(when, scope), lines)];
    }),
    `${indent}{{- end }}`,
  ];
}

const under = (held: string, scope: Scope): Scope => ({ ...scope, holding: [...scope.holding, held] });
