import type { AlertRecord, Model } from '../../model';
import type { Files } from '../write';

/** A page of docs/runbooks for each kind of component, with a heading for each alert: its URL stands in the alert. */
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
    `<!-- Rendered by Ballast from the alerts of this component in constructs/: change those, then run make synth. -->`,
    `# Alerts of ${page}`,
    '',
    'Set what the alert says in its labels, then copy the commands; a `critical` alert wakes somebody, a `warning` can wait for the next working day.',
    '',
    '```sh',
    'NAMESPACE=shopfds NAME=the-component POD=the-pod   # labels namespace, component, and pod where the alert has one',
    '```',
    '',
    '| alert | severity | after | what |',
    '|---|---|---|---|',
    ...names.flatMap((name) => rows(alerts.filter((alert) => alert.name === name))),
    '',
    ...names.flatMap((name) => section(page, name, alerts)),
  ].join('\n');
}

/** Components of one kind may differ in which alerts they have, not in what an alert is. */
const rows = (alerts: readonly AlertRecord[]): string[] => [
  ...new Set(alerts.map((alert) => `| [${alert.name}](#${alert.name.toLowerCase()}) | ${alert.severity} | ${alert.for} | ${alert.summary} |`)),
];

function section(page: string, name: string, alerts: readonly AlertRecord[]): string[] {
  const texts = new Map(alerts.flatMap((alert) => (alert.name === name ? [[JSON.stringify(alert.runbook), alert.runbook] as const] : [])));
  const [runbook, ...others] = texts.values();
  if (!runbook || others.length > 0)
    throw new Error(`docs/runbooks/${page}.md: ${name} has ${texts.size} different texts; alerts of one name share one`);
  const { means, look, act } = runbook;
  return [`## ${name}`, '', `**What it means.** ${means}`, '', '**Look.**', '', look, '', '**Do.**', '', act, ''];
}
