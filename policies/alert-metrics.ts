import type { ComponentAlerts, Model } from '../model';
import clusterMetrics from './cluster-metrics.json';
import { definePolicy, demand, type Finding } from './policy';
import { type Selector, selectorsOf } from './promql';

const ofCluster = new Set<string>(Object.values(clusterMetrics).flat());

/** Sets of recorded metrics: components of several environments share them. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(metrics: readonly string[]): ReadonlySet<string> {
  const set = sets.get(metrics) ?? new Set(metrics);
  sets.set(metrics, set);
  return set;
}

export const alertMetrics = definePolicy(
  'alert-metrics',
  'An alert on a metric that does not exist, or one that covers all components, does not fire as intended, and nobody notices.',
  (model) => model.alerts.flatMap((component) => findings(model, component)),
);

function findings(model: Model, component: ComponentAlerts): Finding[] {
  const where = `${model.platform}/${model.environment} alerts of ${component.namespace}/${component.component}`;
  const recorded = new Set(component.recordings.map(({ record }) => record));
  const exists = (metric: string) =>
    recorded.has(metric) || ofCluster.has(metric) || component.scrapes.some(({ metrics }) => setOf(metrics).has(metric));
  const scrapes = component.scrapes.map(({ exporter, version }) => `${exporter} ${version}`).join(', ') || 'none';
  const rules = [...component.recordings.map(({ record, expr }) => ({ name: record, expr })), ...component.alerts];
  return rules.flatMap(({ name, expr }) => {
    const selectors = selectorsOf(expr);
    if (!selectors)
      return [{ where: `${where} ${name}`, message: `its expression is not valid PromQL: ${expr}`, fix: 'check it with promtool check rules' }];
    return selectors.flatMap((selector) => [
      ...demand(exists(selector.metric), {
        where: `${where} ${name}`,
        message: `it reads ${selector.metric || selector.text}, which no recorded scrape of its exporters contains (recorded: ${scrapes})`,
        fix: 'use a metric that they expose, record a scrape again (make scrape), or list it in policies/cluster-metrics.json if the cluster itself provides it',
      }),
      ...scope(`${where} ${name}`, selector, component),
    ]);
  });
}

const scope = (where: string, selector: Selector, component: ComponentAlerts): Finding[] =>
  demand(isEqual(selector, 'namespace', component.namespace) && namesComponent(selector, component), {
    where,
    message: `${selector.text} does not select only ${component.component} in namespace ${component.namespace}`,
    fix: 'use the matchers of the target: own(), pods() or volumes()',
  });

const isEqual = ({ matchers }: Selector, label: string, value: string): boolean =>
  matchers.some((matcher) => matcher.label === label && matcher.operator === '=' && matcher.value === value);

/** Its job, its pods or volumes (also as a pattern without alternatives), or its own recording rules. */
const namesComponent = (selector: Selector, { namespace, component, recordings }: ComponentAlerts): boolean =>
  isEqual(selector, 'job', `${namespace}/${component}`) ||
  (recordings.some(({ record }) => record === selector.metric) && isEqual(selector, 'component', component)) ||
  selector.matchers.some(
    ({ label, operator, value }) =>
      ['pod', 'persistentvolumeclaim', 'instance'].includes(label) &&
      ['=', '=~'].includes(operator) &&
      !value.includes('|') &&
      (label === 'persistentvolumeclaim' ? value.replace(/^data-/, '') : value).startsWith(`${component}-`),
  );
