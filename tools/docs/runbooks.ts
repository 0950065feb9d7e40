import type { AlertRecord, Model } from '../../model';
import { type Files, renderedPage } from '../write';

/** A page of docs/runbooks for each kind of component, with a heading for each alert; the alert contains its URL. */
export function runbooks(models: readonly Model[]): Files {
  const components = models.flatMap((model) => model.alerts);
  const pages = [...new Set(components.map(({ page }) => page))].sort();
  return Object.fromEntries(
    pages.map((page) => [
      `docs/runbooks/${page}.md`,
      runbook(
        page,
        components.filter((component) => component.page === page).flatMap(({ alerts }) => alerts),
      ),
    ]),
  );
}

function runbook(page: string, alerts: readonly AlertRecord[]): string {
  const names = [...new Set(alerts.map(({ name }) => name))];
  return [
    `${renderedPage} from the alerts of this component in constructs/. Change those, then run make synth. -->`,
    `# Alerts of ${page}`,
    '',
    'Set the variables from the labels of the alert, then copy the commands. A `critical` alert pages the engineer on call; a `warning` can wait for the next working day.',
    '',
    '```sh',
    'NAMESPACE=shopfds NAME=the-component POD=the-pod   # labels namespace, component, and pod if the alert has one',
    '# Any running pod. If it does not answer because its node is down, choose another.',
    'RUNNING=$(kubectl -n $NAMESPACE get pods -l app.kubernetes.io/instance=$NAME --field-selector=status.phase=Running -o name | head -n 1)',
    '```',
    '',
    '| alert | severity | after | what |',
    '|---|---|---|---|',
    ...names.flatMap((name) => rows(alerts.filter((alert) => alert.name === name))),
    '',
    ...names.flatMap((name) => section(page, name, alerts)),
  ].join('\n');
}

/** Components of one kind may have different alerts, but alerts of one name must be equal. */
const rows = (alerts: readonly AlertRecord[]): string[] => [
  ...new Set(alerts.map((alert) => `| [${alert.name}](#${alert.name.toLowerCase()}) | ${alert.severity} | ${alert.for} | ${alert.summary} |`)),
];

function section(page: string, name: string, alerts: readonly AlertRecord[]): string[] {
  const texts = new Map(alerts.flatMap((alert) => (alert.name === name ? [[JSON.stringify(alert.runbook), alert.runbook] as const] : [])));
  const [runbook, ...others] = texts.values();
  if (!runbook || others.length > 0)
    throw new Error(`docs/runbooks/${page}.md: ${name} has ${texts.size} different runbooks; alerts of one name must share one`);
  const { means, look, act } = runbook;
  return [`## ${name}`, '', `**What it means.** ${means}`, '', '**Look.**', '', look, '', '**Do.**', '', act, ''];
}
