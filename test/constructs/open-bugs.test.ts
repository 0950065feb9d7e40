// Each of these is red: a bug in constructs/ that was found while its tests were written. Mended, a test goes to the file of its subject; this
// file then goes.

import { App } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import {
  connect,
  type Environment,
  external,
  invalid,
  type k8s,
  kubernetesApi,
  NamespaceWithDefaultDeny,
  PlatformChart,
  secret,
  Workload,
} from '../../constructs/kubernetes';
import { PostgresCluster, type PostgresClusterProps } from '../../constructs/postgres';
import { WebService, type WebServiceProps } from '../../constructs/web-service';
import { failure, onCluster, renderCharts, renderIn } from './fixture';
import { render, replicated, standalone } from './postgres/fixture';

const service: WebServiceProps = { image: 'ghcr.io/shop/shop:1.0.0', replicas: 1, resources: { cpu: '50m', memory: '128Mi' } };
const web = (props: Partial<WebServiceProps>, id = 'shop') => failure(() => renderIn((chart) => new WebService(chart, id, { ...service, ...props })));
const postgres = (props: object) => failure(() => render({ ...replicated, ...props } as PostgresClusterProps));
const on = (data: Environment) =>
  failure(() => renderIn((chart) => new WebService(chart, 'shop', { ...service, connections: [connect(kubernetesApi)] }), data));
const clear = (path: string) => expect.stringMatching(new RegExp(`^10-shop/${path}\\S*: .+ is .+; .+`, 's'));

/** What a kubelet makes of a variable's value (third_party/forked/golang/expansion of Kubernetes). */
const expand = (text: string, variables: Readonly<Record<string, string>>) =>
  text.replace(/\$(\$|\(([^)]*)\))/g, (whole, first: string, name?: string) => (first === '$' ? '$' : (variables[name ?? ''] ?? whole)));

describe('an environment variable', () => {
  it('reaches the program as it is written, whatever dollar signs are in it', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', ' '), maxLength: 8 });
    fc.assert(
      fc.property(text, (value) => {
        let variables: k8s.EnvVar[] = [];
        renderIn((chart) => {
          variables = new Workload(new Construct(chart, 'shop'), { name: 'shop', component: 'shop' }).environment({ A: 'wrong', TEXT: value });
        });
        expect(expand(variables[1]?.value ?? '', { A: 'wrong' })).toBe(value);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('an error', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('shows the value %d, which JSON does not know', (value) => {
    expect(invalid(new Construct(new App(), 'shop'), 'replicas', value, 'no').message).toContain(`replicas is ${value};`);
  });

  it('names the construct whose endpoint has no ports', () => {
    const call = () =>
      renderIn((chart) => {
        const store = new Workload(new Construct(chart, 'store'), { name: 'store', component: 'store' });
        const connections = [connect({ workload: store, ports: [], values: () => ({}) })];
        new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client', connections });
      });
    expect(failure(call)).toEqual(clear('(client|store)'));
  });

  it('names the construct where the cluster gives the API server no ports', () => {
    expect(on(onCluster({ apiServer: { cidrs: ['10.0.0.0/28'], ports: [] } }))).toEqual(clear('shop'));
  });
});

describe('the facts of a cluster', () => {
  it.each(['', '10.1.0.0', '10.1.0.0/33', 'api.example.com'])('refuse %j among the addresses of the API server', (cidr) => {
    expect(on(onCluster({ apiServer: { cidrs: [cidr], ports: [443] } }))).toEqual(clear('shop'));
  });

  it.each([0, -1, 65536, 0.5, Number.NaN])('refuse %d among the ports of the API server', (port) => {
    expect(on(onCluster({ apiServer: { cidrs: ['10.0.0.0/28'], ports: [port] } }))).toEqual(clear('shop'));
  });

  it('refuse a peer without labels, which would be every pod of its namespace', () => {
    expect(on(onCluster({ dns: { namespace: 'kube-system', labels: {} } }))).toEqual(clear('shop'));
  });

  it.each(['', 'a b', 'cluster.local\n  maxconn 1'])('refuse the domain %j, which goes into the configuration of HAProxy', (domain) => {
    expect(failure(() => renderIn((chart) => new PostgresCluster(chart, 'db', replicated), onCluster({ domain })))).toEqual(clear('db'));
  });
});

describe('a connection to a host outside', () => {
  it.each([0, -1, 65536, 0.5, Number.NaN])('refuses port %d', (port) => {
    expect(web({ connections: [connect(external('sentry.io', port))] })).toEqual(clear('shop'));
  });
});

describe('a component', () => {
  it('refuses a name that another component of its namespace has, in whatever chart', () => {
    const call = () =>
      renderCharts((app, props) => {
        for (const id of ['10-shop', '20-shop']) new WebService(new PlatformChart(app, id, { ...props, namespace: 'shop' }), 'shop', service);
      });
    expect(failure(call)).toMatch(/shop/);
  });

  it('refuses a name that another component gives to one of its objects', () => {
    const call = () =>
      renderIn((chart) => {
        new PostgresCluster(chart, 'db', standalone);
        new WebService(chart, 'db-rw', service);
      });
    expect(failure(call)).toMatch(/db-rw/);
  });

  it('refuses an id with a slash, which its labels cannot have', () => {
    expect(web({}, 'a/b')).toEqual(clear('a--b'));
  });
});

describe('a namespace', () => {
  it('refuses a name that leaves no room for <name>-default-deny', () => {
    const call = () =>
      renderCharts((app, props) => {
        new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), 'n'.repeat(51));
      });
    expect(failure(call)).toMatch(/^00-namespaces\/n+: the namespace is "n+"; .* at most 50 characters$/);
  });
});

describe('a web service', () => {
  it.each<Partial<WebServiceProps>>([
    { image: 'registry/a b:1' },
    { image: 'Shop:1' },
    { host: `${'a'.repeat(64)}.com` },
    { host: `${'a.'.repeat(130)}com` },
    { healthPath: '/a\nb' },
    { uid: 2 ** 31 },
    { replicas: 2 ** 31 },
    { resources: { cpu: '1', memory: '512m' } }, // half a byte: what is meant is 512Mi
  ])('refuses %j, which the API server or the kubelet would', (props) => {
    expect(web(props)).toEqual(clear('shop'));
  });
});

describe('a PostgreSQL cluster', () => {
  it.each([
    { imageVersion: '' },
    { imageVersion: 'a b' },
    { storage: '10m' },
    { superuser: secret('db-superuser', 'a/b') },
    { superuser: secret('DB') },
    { superuser: secret('') },
    { databases: [{ name: 'pg_orders', owner: secret('o') }] }, // role names that begin with pg_ are PostgreSQL's
    { databases: [{ name: 'public', owner: secret('o') }] },
    { parameters: { work_mem: Number.NaN } },
    { parameters: { max_connections: '' } },
  ])('refuses %j', (props) => {
    expect(postgres(props)).toEqual(clear('db'));
  });

  it('refuses two roles with the same key of the same Secret: a projected volume may not have the same path twice', () => {
    expect(postgres({ databases: [{ name: 'orders', owner: replicated.superuser }] })).toEqual(clear('db'));
  });

  it('refuses fewer WAL senders than it has replicas to feed', () => {
    expect(postgres({ replicas: 7, parameters: { max_wal_senders: 5 } })).toEqual(clear('db'));
  });

  it('refuses a parameter that JSON has no number for: Patroni reads null as "take it out"', () => {
    expect(postgres({ parameters: { max_wal_senders: Number.POSITIVE_INFINITY } })).toEqual(clear('db'));
  });
});
