import { parse } from 'yaml';
import { secret } from '../../../constructs/kubernetes';
import { PostgresCluster, type PostgresClusterProps } from '../../../constructs/postgres';
import type { Manifest, Model } from '../../../model';
import { manifest, renderIn } from '../fixture';

export type Standalone = Extract<PostgresClusterProps, { architecture: 'standalone' }>;
export type Replicated = Extract<PostgresClusterProps, { architecture: 'replicated' }>;

/** A database whose Secrets have a common prefix. */
export const databaseNamed = (name: string, prefix: string) => ({
  name,
  ownerPassword: secret(prefix),
  applicationPassword: secret(`${prefix}-app`),
  readerPassword: secret(`${prefix}-reader`),
});

const common = {
  version: 15,
  databases: [databaseNamed('orders', 'db-orders')],
  storage: '10Gi',
  resources: { cpu: '500m', memory: '1Gi' },
} as const;

/** Only the required props. */
export const standalone: Standalone = { ...common, architecture: 'standalone' };

export const replicated: Replicated = {
  ...common,
  architecture: 'replicated',
  replicas: 3,
  synchronous: 'off',
  maximumReadLag: '16MB',
  readProxy: { replicas: 2, resources: { cpu: '50m', memory: '64Mi' } },
};

export const render = (props: PostgresClusterProps = replicated): Model => renderIn((chart) => new PostgresCluster(chart, 'db', props));

export const statefulSet = (props?: PostgresClusterProps): Manifest => manifest(render(props), 'StatefulSet/db');

export function containerOf(name: string, props?: PostgresClusterProps): Manifest[string] {
  const found = statefulSet(props).spec.template.spec.containers.find((container: { name: string }) => container.name === name);
  if (!found) throw new Error(`there is no container ${name}`);
  return found;
}

/** A file of the ConfigMap. */
export const file = (name: string, props?: PostgresClusterProps): string => manifest(render(props), 'ConfigMap/db').data[name];

export const dynamic = (props?: PostgresClusterProps) => JSON.parse(file('dynamic.json', props));
export const patroni = (props?: PostgresClusterProps) => parse(file('patroni.yml', props));
