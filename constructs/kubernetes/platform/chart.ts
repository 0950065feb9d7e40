import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { invalid } from '../schema/errors';
import type { Environment } from './environment';

export interface PlatformChartProps {
  /** Platform name, such as 'shopfds'. */
  readonly platform: string;
  /** Name of the environment, such as 'dev'. */
  readonly environmentName: string;
  /** Data of the environment. */
  readonly environment: Environment;
  /** Namespace of the objects. @default none: the objects are cluster-scoped */
  readonly namespace?: string;
}

/** A chart of a platform: one file of dist. The names of its objects follow from their construct paths. */
export class PlatformChart extends Chart {
  readonly platform: string;
  readonly environmentName: string;
  readonly environment: Environment;

  constructor(scope: Construct, id: string, props: PlatformChartProps) {
    super(scope, id, { namespace: props.namespace, labels: chartLabels(props.platform) });
    this.platform = props.platform;
    this.environmentName = props.environmentName;
    this.environment = props.environment;
  }

  /** The chart that holds a construct. */
  static containing(construct: Construct): PlatformChart {
    const chart = construct.node.scopes.find((scope): scope is PlatformChart => scope instanceof PlatformChart);
    if (!chart) throw new Error(`${construct.node.path} is not in a PlatformChart`);
    return chart;
  }

  /** The namespace of a construct's objects. */
  static namespaceOf(construct: Construct): string {
    const { namespace } = PlatformChart.containing(construct);
    if (!namespace) throw new Error(`${construct.node.path} is in a chart without a namespace`);
    return namespace;
  }

  /** The object of `shopfds-db/StatefulSet` is named shopfds-db, that of `shopfds-db/Service-rw` is named shopfds-db-rw. */
  override generateObjectName(object: ApiObject): string {
    const [kind = '', ...suffix] = object.node.id.split('-');
    if (kind !== object.kind) throw invalid(object, 'the construct id', object.node.id, `it must be '${object.kind}' or '${object.kind}-<suffix>'`);
    const scope = object.node.scope;
    const component = scope && scope !== this ? componentName(scope) : '';
    return [component, ...suffix].filter(Boolean).join('-');
  }
}

/** The name of a component: the ids on its path below the chart, without `Default`. */
export function componentName(construct: Construct): string {
  const below = construct.node.scopes.slice(construct.node.scopes.indexOf(PlatformChart.containing(construct)) + 1);
  return below
    .map((scope) => scope.node.id)
    .filter((id) => id !== 'Default')
    .join('-');
}

const chartLabels = (platform: string): Record<string, string> => ({
  'app.kubernetes.io/part-of': platform,
  'app.kubernetes.io/managed-by': 'ballast',
});
