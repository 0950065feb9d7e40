import type { ComponentAlerts, Model } from '../model';
import clusterMetrics from './cluster-metrics.json';
import { definePolicy, demand, type Finding } from './policy';
import { type Selector, selectorsOf } from './promql';

const ofCluster = new Set<string>(Object.values(clusterMetrics).flat());

export const alertMetrics = definePolicy(
  'alert-metrics',
  'An alert on a metric that does not exist, or one that covers all components, does not fire as intended, and nobody notices.',
  (model) => model.alerts.flatMap((component) => findings(model, component)),
);

function findings(model: Model, component: ComponentAlerts): Finding[] {
  const where = `${model.platform}/${model.environment} alerts of ${component.namespace}/${component.component}`;
  const own = new Set([...component.recordings.map(({ record }) => record), ...component.scrapes.flatMap(({ metrics }) => metrics)]);
  const scrapes = component.scrapes.map(({ exporter, version }) => `${exporter} ${version}`).join(', ') || 'none';
  const rules = [...component.recordings.map(({ record, expr }) => ({ name: record, expr })), ...component.alerts];
  return rules.flatMap(({ name, expr }) => {
    const selectors = selectorsOf(expr);
    if (!selectors)
      return [{ where: `${where} ${name}`, message: `its expression is not valid PromQL: ${expr}`, fix: 'check it with promtool check rules' }];
    return selectors.flatMap((selector) => [
      ...demand(own.has(selector.metric) || ofCluster.has(selector.metric), {
        where: `${where} ${name}`,
        message: `it reads ${selector.metric || selector.text}, which no recorded scrape of its exporters contains (recorded: ${scrapes})`,
        fix: 'use a metric that they expose, record a scrape again (make scrape), or list it in policies/cluster-metrics.json if the cluster itself provides it',
      }),
      ...scope(`${where} ${name}`, selector, component),
    ]);
  });
}

const scope = (where: string, { labels, text }: Selector, { namespace }: ComponentAlerts): Finding[] =>
  demand(labels.namespace === namespace, {
    where,
    message: `${text} does not select only namespace ${namespace}`,
    fix: 'use the matchers of the target: own(), pods() or volumes()',
  });
