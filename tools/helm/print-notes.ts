// Prints NOTES.txt as Helm reads it.

import { releaseMark, textOfNotes } from './notes';
import type { Printing } from './print/expressions';
import { printLines } from './print/text';
import type { Template } from './projection/loops';

export function printNotes(template: Template, how: Printing): string {
  if (template.kind !== 'dictionary') throw new Error('the notes have sections with all values');
  const text = textOfNotes((section) => {
    const found = template.entries.find(({ key }) => key.join('') === section);
    return found && printLines(found.node, how);
  });
  // A condition removes the empty lines before it, but not an empty text.
  return text.replaceAll(/(?<=\n)\n/g, '{{ "" }}\n').replaceAll(releaseMark, '{{ .Release.Name }}');
}
