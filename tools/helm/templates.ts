// The templates of a platform's chart, and the files that they include.
import type { Files } from '../write';
import { factsOf } from './facts';
import { fixedText, textsIn } from './files';
import { helpers } from './helpers';
import { type Printing, top, valueAt } from './print/expressions';
import { nameOf, printObject } from './print/templates';
import { printLines } from './print/text';
import { printNotes } from './print-notes';
import { contentKey } from './projection/hashes';
import type { Template } from './projection/loops';
import type { Projected, Projection } from './projection/project';
import { notesKey } from './projection/renderer';

export function templatesOf(chart: string, all: Projection): Files {
  const notes = all.objects.get(notesKey);
  const projection = { ...all, objects: new Map([...all.objects].filter(([key]) => key !== notesKey)) };
  const facts = factsOf(projection.shape);
  const texts = textsOf(projection);
  const printing = ({ settings }: Projected): Printing => ({
    ...facts,
    chart,
    settings: settings.at(-1),
    isWhole: (path) => projection.whole.has(path),
    textOf(name) {
      const { file = name, fixed } = texts.get(name) ?? {};
      return fixed === undefined ? `include "${chart}.file" (list $ "${file}")` : `$.Files.Get "files/${file}"`;
    },
  });
  const printed = [...projection.objects].map(([key, projected]) => ({
    ...places(key),
    text: printedObject(projected, printing(projected), places(key).job),
  }));
  const contents = printed.flatMap(({ job, text }) => (job ? [`{{- define "${chart}.content.${job}" }}\n${text}{{- end }}\n`] : []));
  const groups = [...new Set(printed.flatMap(({ file }) => file ?? []))];
  return {
    ...(notes ? { 'templates/NOTES.txt': printNotes(notes.template, printing(notes)) } : {}),
    'templates/_helpers.tpl': helpers(chart) + contents.join('\n'),
    ...Object.fromEntries(groups.map((group) => [pathOf(group), printed.map(({ file, text }) => (file === group ? `---\n${text}` : '')).join('')])),
    ...Object.fromEntries(
      [...texts.values()].map(({ file, template, projected, fixed }) => [`files/${file}`, fixed ?? printLines(template, printing(projected))]),
    ),
  };
}

/** Helm's users look for the tests of a release in a folder of their own. */
const pathOf = (group: string): string => (group.endsWith('-tests.yaml') ? `templates/tests/${group}` : `templates/${group}`);

/** The file that an object is in, or the Job whose content it is. */
function places(key: string): { readonly file?: string; readonly job?: string } {
  const [, job] = key.split(contentKey(''));
  return job === undefined ? { file: key.split('/')[0] ?? '' } : { job };
}

function printedObject({ template, settings }: Projected, how: Printing, job?: string): string {
  const merged = settings.map((path) => valueAt(path, top({ ...how, settings: undefined }))).join(' ');
  const head = settings.length > 0 ? `{{- $settings := include "${how.chart}.settings" (list ${merged}) | fromJson }}\n` : '';
  const text = job === undefined ? printObject(template, how, nameOf(template)) : printObject(withoutCondition(template), how, job);
  return `${head}${text}\n`;
}

/** The content of a Job, which is included only where the Job is. */
function withoutCondition(template: Template): Template {
  if (template.kind !== 'choose') return template;
  const found = template.cases.find(({ node }) => node.kind !== 'absent');
  return found ? withoutCondition(found.node) : template;
}

interface Text {
  /** Its path below `files`. */
  readonly file: string;
  readonly template: Template;
  /** The object that has it. */
  readonly projected: Projected;
  /** The text, if no value changes it. */
  readonly fixed: string | undefined;
}

/** The texts of ConfigMaps and of contents of Jobs, by `<object>/<key>`. Equal ones are one file. */
function textsOf({ objects }: Projection): ReadonlyMap<string, Text> {
  const texts = new Map<string, Text>();
  const equal = new Map<string, Text>();
  for (const [key, projected] of objects) {
    for (const [name, template] of textsIn(projected.template, places(key).job ?? nameOf(projected.template))) {
      const fixed = fixedText(template);
      const same = JSON.stringify([template, fixed === undefined ? projected.settings : []]);
      const text = equal.get(same) ?? { file: name, template, projected, fixed };
      const known = texts.get(name) ?? text;
      if (known !== text) throw new Error(`${key}: the text ${name} has two forms; a file has one`);
      equal.set(same, text);
      texts.set(name, text);
    }
  }
  return texts;
}
