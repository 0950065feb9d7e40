// The files of a chart's ConfigMaps: texts of several lines, which templates include.
import type { Template } from './projection/loops';

/** Texts of several lines within an object, by `<name of the object>/<key>`. */
export function textsIn(template: Template, name: string): [string, Template][] {
  if (template.kind === 'choose') return template.cases.flatMap(({ node }) => textsIn(node, name));
  if (template.kind !== 'dictionary') return [];
  return template.entries.flatMap(({ key, node }) => [
    ...linesIn(node).map((lines): [string, Template] => [`${name}/${key.join('')}`, lines]),
    ...textsIn(node, name),
  ]);
}

/** The texts among the cases of a value. */
const linesIn = (template: Template): Template[] =>
  template.kind === 'lines' ? [template] : template.kind === 'choose' ? template.cases.flatMap(({ node }) => linesIn(node)) : [];

/** The text of a file if it is always the same. */
export function fixedText(template: Template): string | undefined {
  if (template.kind !== 'lines') return undefined;
  const lines = template.items.map((item) =>
    'node' in item && item.node.kind === 'leaf' && typeof item.node.tree === 'string' ? item.node.tree : undefined,
  );
  return lines.includes(undefined) ? undefined : lines.join('\n');
}
