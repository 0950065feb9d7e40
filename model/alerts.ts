// The alerts of a rendered platform, as plain data: what rules, runbooks, promtool tests and policies are made from.

/** `critical` wakes somebody; `warning` can wait for the next working day. */
export type Severity = 'warning' | 'critical';

/** Markdown for the engineer at night. */
export interface Runbook {
  /** What the alert means, and what users notice of it. */
  readonly means: string;
  /** What to look at, with commands. */
  readonly look: string;
  /** What to do about what was found, with commands. */
  readonly act: string;
}

/** An alert as it reaches Alertmanager: its labels beside those of its rule, and its description with the values filled in. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

/** A test of an alert's rule in promtool. */
export interface AlertCaseRecord {
  readonly name: string;
  /** Values of the input series in promtool's notation, one each minute. */
  readonly series: Readonly<Record<string, string>>;
  /** When the rule is judged, such as '10m'. */
  readonly at: string;
  /** What fires then. */
  readonly alerts: readonly ExpectedAlert[];
}

export interface AlertRecord {
  readonly name: string;
  /** PromQL. */
  readonly expr: string;
  readonly for: string;
  readonly severity: Severity;
  /** Labels of the rule, severity, namespace and component among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** One sentence without values. */
  readonly summary: string;
  /** With values, as a template of Prometheus. */
  readonly description: string;
  readonly runbook: Runbook;
  readonly runbookUrl: string;
  readonly cases: readonly AlertCaseRecord[];
}

/** A recording rule. */
export interface RecordingRecord {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The names of metrics that an exporter gave on a cluster. */
export interface RecordedScrape {
  readonly exporter: string;
  readonly version: string;
  /** Date of the scrape. */
  readonly recorded: string;
  readonly metrics: readonly string[];
}

/** What a component has Prometheus watch. */
export interface ComponentAlerts {
  readonly namespace: string;
  /** Label app.kubernetes.io/instance. */
  readonly component: string;
  /** Page below docs/runbooks, without `.md`. */
  readonly page: string;
  readonly recordings: readonly RecordingRecord[];
  readonly alerts: readonly AlertRecord[];
  /** What its exporters were seen to give. */
  readonly scrapes: readonly RecordedScrape[];
}

/** A rule in Prometheus' own form. */
export type PrometheusRuleEntry =
  | { readonly record: string; readonly expr: string; readonly labels: Readonly<Record<string, string>> }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

/** The rule of an alert in Prometheus' own form. */
export const alertRule = ({ name, expr, labels, summary, description, runbookUrl, ...alert }: AlertRecord): PrometheusRuleEntry => ({
  alert: name,
  expr,
  for: alert.for,
  labels,
  annotations: { summary, description, runbook_url: runbookUrl },
});

/** All rules of a component; recording rules come first, because alerts read them. */
export const rulesOf = ({ recordings, alerts }: ComponentAlerts): PrometheusRuleEntry[] => [
  ...recordings.map(({ record, expr, labels }) => ({ record, expr, labels })),
  ...alerts.map(alertRule),
];
