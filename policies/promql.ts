// Reads the selectors of PromQL expressions with the parser of Prometheus.
import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A condition on a label: `pod=~"db-[0-9]+"`. */
export interface Matcher {
  readonly label: string;
  /** One of `=`, `!=`, `=~`, `!~`. */
  readonly operator: string;
  readonly value: string;
}

/** A selector of series in an expression. */
export interface Selector {
  /** Name of the metric; empty if the selector has none. */
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  readonly text: string;
}

const known = new Map<string, readonly Selector[] | undefined>();

/** All selectors of an expression; undefined if it is not valid PromQL. Results are kept, because environments share most expressions. */
export function selectorsOf(expression: string): readonly Selector[] | undefined {
  if (!known.has(expression)) known.set(expression, parsed(expression));
  return known.get(expression);
}

function parsed(expression: string): Selector[] | undefined {
  const selectors: Selector[] = [];
  let valid = true;
  parser.parse(expression).iterate({
    enter({ name, type, node }) {
      if (type.isError) valid = false;
      else if (name === 'VectorSelector') selectors.push(selector(node, expression));
    },
  });
  return valid ? selectors : undefined;
}

/** Reads only what is inside the selector: functions such as label_replace have labels and strings of their own. */
function selector(node: SyntaxNode, expression: string): Selector {
  const textOf = (part: SyntaxNode | null): string => (part ? expression.slice(part.from, part.to) : '');
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return {
    metric: textOf(node.getChild('Identifier')),
    matchers: matchers.map((matcher) => ({
      label: textOf(matcher.getChild('LabelName')),
      operator: textOf(matcher.getChild('MatchOp')),
      value: textOf(matcher.getChild('StringLiteral')).slice(1, -1),
    })),
    text: textOf(node),
  };
}
