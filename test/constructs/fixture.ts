// A small platform for tests of constructs: one chart, one namespace, and the constructs of the test.
import type { App } from 'cdk8s';
import {
  type ChartProps,
  type Environment,
  type EnvironmentData,
  environmentSchema,
  type k8s,
  NamespaceWithDefaultDeny,
  PlatformChart,
  render,
  restricted,
} from '../../constructs/kubernetes';
import { read } from '../../constructs/kubernetes/schema/check';
import { type Manifest, type Model, nameOf } from '../../model';

export const environment: EnvironmentData = {
  cluster: {
    domain: 'cluster.local',
    apiServer: { cidrs: ['10.1.0.0/28'], ports: [6443] },
    dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    scraper: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
    edge: { kind: 'ingress', namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' }, ingressClass: 'nginx' },
    operators: [],
  },
  secrets: { source: 'existing' },
};

/** The environment with different cluster facts. */
export const onCluster = (facts: Partial<EnvironmentData['cluster']>): EnvironmentData => ({
  ...environment,
  cluster: { ...environment.cluster, ...facts },
});

/** The schema for the data of these tests: the common entries of all environments. */
export const schema = environmentSchema({});

/** The environment as charts get it: with the defaults filled in. */
export const filled: Environment = read(schema, environment).filled;

export type Props = ChartProps<Environment>;

/** Renders any charts. */
export const renderCharts = (charts: (app: App, props: Props) => void, data: EnvironmentData = environment): Model =>
  render({ name: 'shop', schema, environments: {}, charts }, 'test', data);

/** Renders the constructs of one chart in the namespace `shop`. */
export const renderIn = (make: (chart: PlatformChart) => void, data: EnvironmentData = environment): Model =>
  renderCharts((app, props) => {
    new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), 'shop');
    make(new PlatformChart(app, '10-shop', { ...props, namespace: 'shop' }));
  }, data);

export const manifests = (model: Model): Manifest[] => model.files.flatMap((file) => file.objects.map((object) => object.manifest));

/** The manifest of that name, as `Kind/name`. */
export function manifest(model: Model, name: string): Manifest {
  const found = manifests(model).find((candidate) => nameOf(candidate) === name);
  if (!found) throw new Error(`there is no ${name} among ${manifests(model).map(nameOf).join(', ')}`);
  return found;
}

/** Names of all manifests, as `Kind/name`. */
export const names = (model: Model): string[] => manifests(model).map(nameOf);

/** A container that passes every policy. */
export const container = (name: string, fields: Partial<k8s.Container> = {}): k8s.Container => ({
  name,
  image: `ghcr.io/example/${name}:1.4.2`,
  securityContext: restricted(),
  ...fields,
});

/** The message of the error that a function throws; fails if it throws nothing. */
export function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? `${error.constructor === Error ? '' : `${error.name} `}${error.message}` : String(error);
  }
  throw new Error('nothing was thrown');
}
