// The alerts of a rendered platform as plain data, from which rules, runbooks, promtool tests and policies are made.

/** `critical` pages the engineer on call; `warning` can wait for the next working day. */
export type Severity = 'warning' | 'critical';

/** Markdown for the engineer on call. */
export interface Runbook {
  /** What the alert means, and what users notice. */
  readonly means: string;
  /** What to check, with commands. */
  readonly look: string;
  /** What to do about the findings, with commands. */
  readonly act: string;
}

/** An alert as it reaches Alertmanager: its labels in addition to those of its rule, and its description with values. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

/** A promtool test of an alert's rule. */
export interface AlertCaseRecord {
  readonly name: string;
  /** Values of the input series in promtool's notation, one value per minute. */
  readonly series: Readonly<Record<string, string>>;
  /** When the rule is evaluated, such as '10m'. */
  readonly at: string;
  /** The alerts that fire then. */
  readonly alerts: readonly ExpectedAlert[];
}

export interface AlertRecord {
  readonly name: string;
  /** PromQL. */
  readonly expr: string;
  readonly for: string;
  readonly severity: Severity;
  /** Labels of the rule, including severity, namespace and component. */
  readonly labels: Readonly<Record<string, string>>;
  /** One sentence without values. */
  readonly summary: string;
  /** With values, as a Prometheus template. */
  readonly description: string;
  readonly runbook: Runbook;
  readonly runbookUrl: string;
  readonly cases: () => readonly AlertCaseRecord[];
}

/** A recording rule. */
export interface RecordingRecord {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The names of the metrics that an exporter exposed on a cluster. */
export interface RecordedScrape {
  readonly exporter: string;
  readonly version: string;
  /** Date of the scrape. */
  readonly recorded: string;
  readonly metrics: readonly string[];
}

/** The alerts and recording rules of a component. */
export interface ComponentAlerts {
  readonly namespace: string;
  /** Label app.kubernetes.io/instance. */
  readonly component: string;
  /** Page below docs/runbooks, without `.md`. */
  readonly page: string;
  readonly recordings: readonly RecordingRecord[];
  readonly alerts: readonly AlertRecord[];
  /** Recorded scrapes of its exporters. */
  readonly scrapes: readonly RecordedScrape[];
}

/** A rule in the format of Prometheus. */
export type PrometheusRuleEntry =
  | { readonly record: string; readonly expr: string; readonly labels: Readonly<Record<string, string>> }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

/** The rule of an alert in the format of Prometheus. */
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
