import type { Construct } from 'constructs';
import type { AlertCaseRecord, AlertRecord, ExpectedAlert, Runbook, Severity } from '../../../model';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { oneOf } from '../schema/schema';
import type { Target } from './target';

/** Input series of the rule, and the time of its evaluation. */
export interface AlertCase {
  /** Values of the input series in promtool's notation, one each minute: `{ 'pg_up{...}': '1x10' }`. */
  readonly series: Readonly<Record<string, string>>;
  /** Time of the evaluation, such as '10m'. */
  readonly at: string;
}

/** Tests of an alert; promtool runs them. */
export interface AlertCases {
  /** Series that make it fire, and the expected alerts. */
  readonly fires: AlertCase & { readonly alerts: readonly [ExpectedAlert, ...ExpectedAlert[]] };
  /** Series just below the threshold: it must not fire. */
  readonly justBelow: AlertCase;
  /** Expected alerts if none of the series exist; none if another alert reports their absence. */
  readonly missing: Pick<AlertCase, 'at'> & { readonly alerts: readonly ExpectedAlert[] };
  /** Further cases. @default none */
  readonly more?: readonly AlertCaseRecord[];
}

/** An alerting rule with its texts and its tests. */
export interface Alert {
  /** PascalCase, beginning with the program: 'PostgresNoLeader'. A warning and a critical alert about the same problem share a name. */
  readonly name: string;
  /** PromQL; its matchers come from the target. */
  readonly expr: (on: Target) => string;
  /** How long the expression must hold, such as '5m'. */
  readonly for: string;
  readonly severity: Severity;
  /** Labels that distinguish alerts with the same name and severity. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** One sentence without values. */
  readonly summary: string;
  /** One sentence with values, as a Prometheus template. `$labels` has the labels of the expression's result, not those of the rule. */
  readonly description: (on: Target) => string;
  readonly runbook: Runbook;
  readonly cases: (on: Target) => AlertCases;
}

interface Context {
  readonly scope: Construct;
  readonly target: Target;
  /** URL or path of the page that explains the alert. */
  readonly page: string;
}

/** The alerts of a component as plain data. */
export function resolveAlerts(alerts: readonly Alert[], context: Context): AlertRecord[] {
  const records = alerts.map((alert) => resolve(alert, context));
  const seen = new Set<string>();
  for (const { name, labels } of records) {
    const identity = JSON.stringify([name, Object.entries(labels).sort()]);
    if (seen.has(identity))
      throw invalid(context.scope, 'the name of an alert', name, 'another alert has the same name and labels; change one of them');
    seen.add(identity);
  }
  return records;
}

function resolve(alert: Alert, context: Context): AlertRecord {
  const { target, page } = context;
  check(alert, target, context.scope);
  return {
    name: alert.name,
    expr: alert.expr(target),
    for: alert.for,
    severity: alert.severity,
    // Set here because an expression may aggregate them away; silences, routes and inhibition match on them.
    labels: { ...alert.labels, severity: alert.severity, namespace: target.namespace, component: target.name },
    summary: alert.summary,
    description: alert.description(target),
    runbook: alert.runbook,
    runbookUrl: `${page}#${alert.name.toLowerCase()}`,
    cases: () => casesOf(alert.cases(target), target),
  };
}

const severities = oneOf('Severity.', ['warning', 'critical']);

function check({ name, for: period, severity, runbook, ...alert }: Alert, target: Target, scope: Construct): void {
  if (!/^([A-Z][a-z0-9]*)+$/.test(name)) throw invalid(scope, 'the name of an alert', name, "it must be PascalCase, such as 'PostgresNoLeader'");
  if (!/^[1-9][0-9]*[smhd]$/.test(period)) throw invalid(scope, `for of ${name}`, period, "it must be a duration such as '5m'");
  requireValid(scope, severities, severity, `severity of ${name}`);
  const texts = { summary: alert.summary, description: alert.description(target), ...runbook };
  for (const [property, text] of Object.entries(texts)) {
    if (text.trim() === '') throw invalid(scope, `${property} of ${name}`, text, 'it must be text for the engineer on call');
  }
}

/** The given cases, and two derived ones: series of another component must not make the alert fire. */
function casesOf({ fires, justBelow, missing, more = [] }: AlertCases, { namespace, name }: Target): AlertCaseRecord[] {
  const elsewhere = relabeled(fires.series, (labels) =>
    labels.replaceAll(`"${namespace}"`, '"elsewhere"').replaceAll(`"${namespace}/`, '"elsewhere/'),
  );
  const another = relabeled(fires.series, (labels) => labels.replaceAll(name, 'another'));
  return [
    { name: 'fires', ...fires },
    { name: 'just below', ...justBelow, alerts: [] },
    { name: 'series missing', series: {}, ...missing },
    { name: 'fires in another namespace', series: elsewhere, ...missing },
    { name: 'fires for another component', series: another, ...missing },
    ...more,
  ];
}

const relabeled = (series: AlertCase['series'], change: (labels: string) => string): AlertCase['series'] =>
  Object.fromEntries(Object.entries(series).map(([key, values]) => [key.replace(/\{.*/, change), values]));
