// Rules and their tests in the format of promtool, which cannot read PrometheusRule objects.
import { stringify } from 'yaml';
import { type AlertCaseRecord, type AlertRecord, alertRule, type ComponentAlerts, type RecordingRecord, rulesOf } from '../../model';
import type { Files } from '../write';

/** `<component>.rules.yaml`: all rules of a component, for `promtool check rules`. */
export const ruleFile = (component: ComponentAlerts): string =>
  stringify({ groups: [{ name: `${component.namespace}.${component.component}`, rules: rulesOf(component) }] });

/**
 * Two files for each alert: its tests (`N.test.yaml`), and its rule with the recording rules that it reads. Each rule is separate, because
 * promtool compares all alerts of one name, and a warning shares its name with the critical alert.
 */
export function testFiles({ namespace, component, recordings, alerts }: ComponentAlerts): Files {
  return Object.fromEntries(
    alerts.flatMap((alert, index) => {
      const rules = `${namespace}.${component}.${index}.rules.yaml`;
      return [
        [rules, stringify({ groups: [{ name: alert.name, rules: [...readBy(alert, recordings), alertRule(alert)] }] })],
        [
          rules.replace('.rules.', '.test.'),
          stringify({ rule_files: [rules], evaluation_interval: interval(alert.cases()), tests: alert.cases().map((each) => test(alert, each)) }),
        ],
      ];
    }),
  );
}

/** Cases of hours, such as those of burn rates, are evaluated less often: otherwise they take most of promtool's time. */
const interval = (cases: readonly AlertCaseRecord[]): string => (cases.every(({ at }) => Number(/^(\d+)m$/.exec(at)?.[1]) > 60) ? '5m' : '1m');

const readBy = ({ expr }: AlertRecord, recordings: readonly RecordingRecord[]) => recordings.filter(({ record }) => expr.includes(`${record}{`));

const test = (alert: AlertRecord, { name, series, at, alerts }: AlertCaseRecord) => ({
  name: `${alert.name} (${alert.severity}): ${name}`,
  interval: '1m',
  input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
  alert_rule_test: [
    {
      eval_time: at,
      alertname: alert.name,
      exp_alerts: alerts.map(({ labels, description }) => ({
        exp_labels: { ...labels, ...alert.labels },
        exp_annotations: { summary: alert.summary, description, runbook_url: alert.runbookUrl },
      })),
    },
  ],
});
