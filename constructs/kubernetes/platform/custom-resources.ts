import { Construct } from 'constructs';
import { componentName, PlatformChart } from './chart';

/**
 * A scope for the custom resources of a component, in a chart of their own: docs/decisions/0002. Components of several namespaces may share the chart,
 * so each object states its name and namespace.
 *
 * @param chart id of the chart, such as '90-edge'
 */
export function customResources(component: Construct, chart: string): Construct {
  const { platform, environmentName, environment, namespace } = PlatformChart.containing(component);
  const app = component.node.root;
  const found = app.node.tryFindChild(chart) ?? new PlatformChart(app, chart, { platform, environmentName, environment });
  return new Construct(found, `${namespace}.${componentName(component)}`);
}
