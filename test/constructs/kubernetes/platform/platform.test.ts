import { Construct } from 'constructs';
import { definePlatform, type EnvironmentData, invalid, k8s, PlatformChart, Workload } from '../../../../constructs/kubernetes';
import { environment, failure, names, onCluster, renderCharts, schema } from '../../fixture';

const platform = definePlatform({
  name: 'shop',
  schema,
  environments: { dev: environment, production: { ...environment, cluster: { ...environment.cluster, domain: 'production.local' } } },
  charts(app, props) {
    const chart = new PlatformChart(app, '10-shop', { ...props, namespace: 'shop' });
    new k8s.KubeConfigMap(chart, 'ConfigMap-domain', { data: { domain: chart.environment.cluster.domain } });
    new Workload(new Construct(chart, 'app'), { name: 'app', component: 'app', metrics: [{ name: 'metrics', port: 9000 }] });
  },
});

const failing = (error: (construct: Construct) => unknown) =>
  definePlatform({
    name: 'shop',
    schema,
    environments: { dev: environment },
    charts(app, props) {
      throw error(new Construct(new PlatformChart(app, '10-shop', props), 'db'));
    },
  });

describe('a platform', () => {
  it('lists its environments', () => {
    expect(platform.environments).toEqual(['dev', 'production']);
  });

  it('builds the requested environment', () => {
    const model = platform.build('production');
    expect([model.platform, model.environment]).toEqual(['shop', 'production']);
    expect(JSON.stringify(model)).toContain('production.local');
  });

  it('gives the same result each time', () => {
    expect(platform.build('dev')).toEqual(platform.build('dev'));
  });

  it('gives the same result after other environments were built', () => {
    const first = JSON.stringify(platform.build('dev'));
    platform.build('production');
    expect(JSON.stringify(platform.build('dev'))).toBe(first);
  });

  it.each([
    ['CDK8S_DISABLE_SORT', 'true'],
    ['CDK8S_OUTDIR', '/nowhere'],
    ['CDK8S_OUTPUT_FILE', '/nowhere'],
    ['CDK8S_RECORD_CONSTRUCT_METADATA', 'true'],
    ['CDK8S_LEGACY_HASH', '1'],
  ])('reads no environment variable, such as %s', (name, value) => {
    const before = JSON.stringify(platform.build('dev'));
    const previous = process.env[name];
    process.env[name] = value;
    try {
      expect(JSON.stringify(platform.build('dev'))).toBe(before);
    } finally {
      if (previous === undefined) delete process.env[name];
      else process.env[name] = previous;
    }
  });

  it('has a PodMonitor for each workload with metrics if the cluster has the operator, and none otherwise', () => {
    const cluster = { ...environment.cluster, operators: ['prometheus' as const] };
    const withOperator = definePlatform({
      name: 'shop',
      schema,
      environments: { dev: { ...environment, cluster } },
      charts(app, props) {
        const chart = new PlatformChart(app, '10-shop', { ...props, namespace: 'shop' });
        const metrics = [
          { name: 'metrics', port: 9000 },
          { name: 'admin', port: 9001, path: '/admin/metrics' },
        ];
        new Workload(new Construct(chart, 'app'), { name: 'app', component: 'app', metrics });
        new Workload(new Construct(chart, 'silent'), { name: 'silent', component: 'silent' });
      },
    });
    const monitors = withOperator.build('dev').files.find((file) => file.name === '90-monitors.yaml');
    expect(monitors?.objects.map(({ manifest }) => manifest.spec)).toEqual([
      {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'app', 'app.kubernetes.io/instance': 'app' } },
        podMetricsEndpoints: [
          { port: 'metrics', path: '/metrics' },
          { port: 'admin', path: '/admin/metrics' },
        ],
      },
    ]);
    expect(platform.build('dev').files.map((file) => file.name)).toEqual(['10-shop.yaml']);
  });

  it('distinguishes monitors if the name of one namespace begins with that of another', () => {
    const model = renderCharts(
      (app, props) => {
        for (const [namespace, id] of [
          ['shop', 'x-app'],
          ['shop-x', 'app'],
        ] as const) {
          const chart = new PlatformChart(app, `10-${namespace}`, { ...props, namespace });
          new Workload(new Construct(chart, id), { name: 'app', component: 'app', metrics: [{ name: 'metrics', port: 9000 }] });
        }
      },
      onCluster({ operators: ['prometheus'] }),
    );
    expect(names(model).filter((name) => name.startsWith('PodMonitor/'))).toEqual(['PodMonitor/x-app', 'PodMonitor/app']);
  });

  it('refuses an environment that it does not have', () => {
    expect(failure(() => platform.build('staging'))).toBe("shop has no environment 'staging'; it has dev, production");
  });

  it.each([undefined, null])('refuses an environment whose data are %s', (data) => {
    const environments = { dev: environment, qa: data as unknown as EnvironmentData };
    const named = definePlatform({ name: 'shop', schema, environments, charts: () => {} });
    expect(failure(() => named.build('qa'))).toBe(`shop/qa: the data of the environment are ${data}; define them, or remove 'qa' from environments`);
  });

  it.each(['../../evil', 'Dev', 'a/b', '', '-dev', 'e'.repeat(64)])('refuses %j as the name of an environment', (name) => {
    const named = definePlatform({ name: 'shop', schema, environments: { [name]: environment }, charts: () => {} });
    expect(failure(() => named.build(name))).toContain(`shop/${name}: environment is "${name}"; it must be a DNS label`);
  });

  it('refuses a platform name that is not a DNS label', () => {
    const named = definePlatform({ name: '../shop', schema, environments: { dev: environment }, charts: () => {} });
    expect(failure(() => named.build('dev'))).toContain('../shop/dev: platform is "../shop"; it must be a DNS label');
  });

  it('adds platform, environment and construct path to an error, and keeps its cause', () => {
    const broken = failing((construct) => invalid(construct, 'replicas', 0, 'it must be at least 1'));
    expect(failure(() => broken.build('dev'))).toBe('shop/dev: 10-shop/db: replicas is 0; it must be at least 1');
    expect(() => broken.build('dev')).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });

  it('adds platform and environment also if the thrown value is not an Error', () => {
    expect(failure(() => failing(() => 'just text').build('dev'))).toBe('shop/dev: just text');
  });
});
