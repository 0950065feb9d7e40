// templates/checks.yaml: the rules over several values, which values.schema.json cannot express. Helm evaluates them before it sends anything.
import {
  type Amount,
  type Condition,
  type HelmChart,
  type KnownSchema,
  neededPaths,
  type Platform,
  type Rule,
  type Words,
} from '../../constructs/kubernetes';
import { byteUnits } from '../../model';

/** The text of templates/checks.yaml. It renders no object; it fails with the same messages as the check of an environment. */
export function checksOf({ name: chart, schema }: Platform, { leftOut }: Pick<HelmChart, 'leftOut'>): string {
  const rules = rulesIn(schema as unknown as KnownSchema, [], new Set(Object.keys(leftOut)));
  const texts = rules.map((rule) => printed(chart, rule));
  return `${helpers(chart)}{{- $faults := dict }}\n${[...new Set(texts)].join('')}{{- if $faults }}{{ fail (values $faults | sortAlpha | join "\\n") }}{{ end }}\n`;
}

/** The rules of a schema with their full paths: those of inner values first, because the others need valid values. */
function rulesIn(schema: KnownSchema, path: readonly string[], leftOut: ReadonlySet<string>): Rule[] {
  if (leftOut.has(path.join('.'))) return [];
  const [first, ...actions] = schema.pipe ?? [];
  if (first) return [...rulesIn(first, path, leftOut), ...actions.flatMap(({ rules = [] }) => rules.map((rule) => below(path, rule)))];
  if (schema.wrapped) return rulesIn(schema.wrapped, path, leftOut);
  if (schema.type === 'variant') return (schema.options as readonly KnownSchema[]).flatMap((option) => rulesIn(option, path, leftOut));
  const inner = schema.item ?? (schema.type === 'record' ? schema.value : undefined);
  if (inner && rulesIn(inner, path, leftOut).length > 0) throw new Error(`${path.join('.')}: rules for the items of lists and maps have no template`);
  return Object.entries(schema.entries ?? {}).flatMap(([key, entry]) => rulesIn(entry, [...path, key], leftOut));
}

/** A rule of the object at a path, as a rule of all values. */
const below = (path: readonly string[], rule: Rule): Rule => moved(rule, path) as Rule;

/** A part of a rule with its paths moved. */
function moved(part: unknown, path: readonly string[]): unknown {
  if (Array.isArray(part)) return part.map((each) => moved(each, path));
  if (typeof part !== 'object' || part === null || part instanceof RegExp) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === 'at' ? [...path, ...value] : moved(value, path)]));
}

const value = (at: readonly string[]): string => ['.Values', ...at].join('.');
const quoted = (text: string): string => JSON.stringify(text);

function printed(chart: string, rule: Rule): string {
  const at = rule.at.join('.');
  const needed = [...new Set(neededPaths(rule).map((path) => path.join('.')))].map(quoted).join(' ');
  const broken = [...rule.when.map((condition) => conditionOf(chart, condition)), `(not ${conditionOf(chart, rule.holds)})`].join(' ');
  const format = rule.remedy.map((words) => (typeof words === 'string' ? words.replaceAll('%', '%%') : '%v')).join('');
  const shown = rule.remedy.flatMap((words) => (typeof words === 'string' ? [] : [wordsOf(chart, words)]));
  const message = ['printf', quoted(`${at} is %s; ${format}`), `(toRawJson ${value(rule.at)})`, ...shown].join(' ');
  return `{{- if include "${chart}.known" (list .Values $faults ${needed}) }}
{{- if ${rule.when.length > 0 ? `and ${broken}` : broken.slice(1, -1)} }}{{ $_ := set $faults ${quoted(at)} (${message}) }}{{ end }}
{{- end }}
`;
}

function conditionOf(chart: string, condition: Condition): string {
  if (condition.kind === 'at least') return `(ge ${amountOf(chart, condition.amount)} ${amountOf(chart, condition.least)})`;
  if (condition.kind === 'is') return `(eq ${value(condition.at)} ${quoted(condition.word)})`;
  if (condition.kind === 'includes') return `(has ${quoted(condition.member)} ${value(condition.at)})`;
  return `(not (regexMatch ${quoted(condition.pattern.source)} ${value(condition.at)}))`;
}

function amountOf(chart: string, amount: Amount): string {
  if (amount.kind === 'constant') return decimal(amount.number);
  if (amount.kind === 'sum') return `(addf ${amount.of.map((each) => amountOf(chart, each)).join(' ')})`;
  if (amount.kind === 'product') return `(mulf ${decimal(amount.factor)} ${amountOf(chart, amount.of)})`;
  if (amount.kind === 'number') return `(float64 ${value(amount.at)})`;
  return `(include "${chart}.${amount.kind}" ${value(amount.at)} | float64)`;
}

const wordsOf = (chart: string, words: Exclude<Words, string>): string =>
  words.kind === 'value' ? value(words.at) : words.kind === 'constant' ? String(words.number) : amountOf(chart, words);

/** Go compares floating-point numbers only with each other. */
const decimal = (number: number): string => (Number.isInteger(number) ? `${number}.0` : String(number));

const helpers = (chart: string): string => `{{- /* Rules over several values. All broken rules are reported together. */}}
{{- /* Whether all values are given and none was refused: (list .Values $faults "path" ...) */}}
{{- define "${chart}.known" -}}
{{- $values := index . 0 }}
{{- $faults := index . 1 }}
{{- $unknown := list }}
{{- range $path := slice . 2 }}
{{- $value := $values }}
{{- range splitList "." $path }}
{{- if kindIs "map" $value }}{{ $value = get $value . }}{{ else }}{{ $value = "" }}{{ end }}
{{- end }}
{{- if or (hasKey $faults $path) (kindIs "invalid" $value) (eq (toString $value) "") }}{{ $unknown = append $unknown $path }}{{ end }}
{{- end }}
{{- if not $unknown }}true{{ end }}
{{- end }}
{{- /* Number of bytes of a quantity such as "512Mi" */}}
{{- define "${chart}.bytes" -}}
{{- $units := dict ${Object.entries(byteUnits)
  .map(([unit, factor]) => `${quoted(unit)} ${decimal(factor)}`)
  .join(' ')} }}
{{- mulf (regexFind "^[0-9.]+" . | float64) (get $units (regexFind "[a-zA-Z]*$" .)) }}
{{- end }}
{{- /* Thousandths of a core of a quantity such as "250m" or "0.5" */}}
{{- define "${chart}.millicores" -}}
{{- ceil (mulf (trimSuffix "m" . | float64) (hasSuffix "m" . | ternary 1.0 1000.0)) }}
{{- end }}
`;
