import type { Manifest } from '../../model';
import { components } from '../../proof/components';
import { inDist } from '../../proof/in-dist';
import { postgres } from '../../proof/postgres';
import { redis } from '../../proof/redis';
import { sizeOf } from '../../proof/redis/component';
import { rows, rowsOf } from '../../proof/rows';
import { destinationsOf, sourcesOf } from '../../proof/shared/network-policy';
import { readFiles, root } from '../house/project';

const workload = (kind: string, name: string, app: string, replicas: number, container = app): Manifest => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'ojeomneo' },
  spec: {
    replicas,
    selector: { matchLabels: { 'app.kubernetes.io/name': app, 'app.kubernetes.io/instance': name } },
    template: { spec: { containers: [{ name: container, image: `${app}:1` }] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  },
});

const ojeomneo = {
  platform: 'ojeomneo',
  environment: 'production',
  application: 'server',
  applicationPort: 3000,
  scraper: { namespace: 'ojeomneo-monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  edge: { namespace: 'ingress', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
};
const server = workload('Deployment', 'server', 'server', 2);

describe("Ojeomneo's PostgreSQL, with two instances,", () => {
  const of = { ...ojeomneo, id: 'ojeomneo-db' };
  const dist = inDist(of, () => [
    workload('StatefulSet', 'ojeomneo-db', 'postgresql', 2),
    workload('Deployment', 'ojeomneo-db-ro', 'haproxy', 2),
    server,
  ]);
  const component = postgres(of, dist);
  const names = rowsOf(component).map(({ fullName }) => fullName);

  test('has the rows of every store', () =>
    expect(names).toEqual(
      expect.arrayContaining(
        [
          'from-nothing',
          'primary-deleted',
          'container-killed',
          'node-loss',
          'node-loss-grace-50',
          'drain',
          'rolling-restart',
          'all-deleted',
          'volume-lost',
          'network-policy',
        ].map((name) => `ojeomneo/postgres/${name}`),
      ),
    ));

  test('has the rows of every PostgresCluster', () =>
    expect(names).toEqual(rows.filter(({ component: { kind } }) => kind === 'postgres').map(({ name }) => `ojeomneo/postgres/${name}`)));

  test('is found by its own labels, in its own namespace', () => {
    expect([dist.namespace, dist.replicas(), dist.selector()]).toEqual([
      'ojeomneo',
      2,
      { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'ojeomneo-db' },
    ]);
  });

  test('has clients with its own image', () => expect(component.programs().libpq?.image).toBe('postgresql:1'));

  test('is tried from its own application', () =>
    expect(sourcesOf(component, { metrics: [] })[0]).toEqual({
      name: 'server',
      namespace: 'ojeomneo',
      labels: { 'app.kubernetes.io/name': 'server', 'app.kubernetes.io/instance': 'server' },
      allowed: ['database 5432', 'reads 5432', 'dns 53'],
    }));
});

describe('another Redis', () => {
  const of = { ...ojeomneo, id: 'ojeomneo-cache', alias: 'cache' };
  const size: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ojeomneo-cache' }, data: { size: 'PODS=8\nSHARDS=4\nKEPT=8\n' } };
  const dist = inDist(of, () => [workload('StatefulSet', 'ojeomneo-cache', 'redis', 8), size, server]);
  const component = redis(of, dist);

  test('has rows under its own name', () => expect(rowsOf(component).map(({ fullName }) => fullName)).toContain('ojeomneo/cache/master-deleted'));

  test('has its own size', () => expect(sizeOf(dist)).toEqual({ pods: 8, shards: 4 }));

  test('has a client loop for each of its shards', () => expect(component.clientVariables?.()).toEqual({ PROOF_SHARDS: '4' }));

  test('is tried at every port of its own pods', () =>
    expect(destinationsOf(component).redis).toEqual({
      labels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'ojeomneo-cache' },
      ports: [6379, 16379, 9121],
    }));

  test('lets no one but its own pods reach the bus', () =>
    expect(sourcesOf(component, { metrics: ['redis 9121'] }).flatMap(({ allowed }) => allowed)).not.toContain('redis 16379'));
});

test('a component that is not in dist is refused by name', () => {
  const missing = inDist({ ...ojeomneo, id: 'ojeomneo-queue' }, () => []);
  expect(() => missing.selector()).toThrow(
    'dist/ojeomneo/production has no StatefulSet or Deployment ojeomneo-queue, which the proof of ojeomneo-queue needs',
  );
});

// The program that stands for a platform's services has the names of their modules.
test('only the list of components names the platforms and their objects', () => {
  const names = components.flatMap(({ id, peers }) => [id, peers.application]);
  const files = readFiles(
    root,
    ['proof'],
    (path) => /\.(ts|py)$/.test(path) && !path.endsWith('proof/components.ts') && !path.includes('proof/applications/image/'),
  );
  const naming = Object.entries(files).flatMap(([path, text]) => names.filter((name) => text.includes(name)).map((name) => `${path}: ${name}`));
  expect(naming).toEqual([]);
});

describe('every row', () => {
  test('has a unique full name', () => expect(new Set(rows.map((row) => row.fullName)).size).toBe(rows.length));

  test.each(rows.map((row) => row.name))('%s is named in kebab case', (name) => expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/));
});
