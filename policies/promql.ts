// Reads the selectors of PromQL expressions with the parser of Prometheus.
import { parser } from '@prometheus-io/lezer-promql';

/** A selector of series in an expression. */
export interface Selector {
  /** Name of the metric; empty if the selector has none. */
  readonly metric: string;
  /** Its equality matchers, by label. */
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

const known = new Map<string, readonly Selector[] | undefined>();

/** All selectors of an expression; undefined if it is not valid PromQL. Results are kept, because environments share most expressions. */
export function selectorsOf(expression: string): readonly Selector[] | undefined {
  if (!known.has(expression)) known.set(expression, parsed(expression));
  return known.get(expression);
}

function parsed(expression: string): Selector[] | undefined {
  const selectors: { metric: string; labels: Record<string, string>; text: string }[] = [];
  let valid = true;
  let label = '';
  let operator = '';
  parser.parse(expression).iterate({
    enter({ name, type, from, to }) {
      const text = expression.slice(from, to);
      const current = selectors.at(-1);
      if (type.isError) valid = false;
      else if (name === 'VectorSelector') selectors.push({ metric: '', labels: {}, text });
      else if (name === 'Identifier' && current) current.metric = text;
      else if (name === 'LabelName') label = text;
      else if (name === 'MatchOp') operator = text;
      else if (name === 'StringLiteral' && current && operator === '=') current.labels[label] = text.slice(1, -1);
    },
  });
  return valid ? selectors : undefined;
}
