import { Construct } from 'constructs';
import { type k8s, k8s as l1, PlatformChart, Workload } from '../../../../constructs/kubernetes';
import { failure, manifests, names, renderCharts, renderIn } from '../../fixture';

/** A component with a ConfigMap, and another one with a suffix. */
class Component extends Construct {
  constructor(scope: Construct, id: string, props: k8s.KubeConfigMapProps = {}) {
    super(scope, id);
    new l1.KubeConfigMap(this, 'ConfigMap', props);
    new l1.KubeConfigMap(this, 'ConfigMap-extra-files');
  }
}

const configMaps = (make: (chart: PlatformChart) => void) => names(renderIn(make)).filter((name) => name.startsWith('ConfigMap/'));

describe('the name of an object', () => {
  it("is its component's id, and the suffix of its own id", () => {
    expect(configMaps((chart) => new Component(chart, 'store'))).toEqual(['ConfigMap/store', 'ConfigMap/store-extra-files']);
  });

  it('joins the ids of nested components', () => {
    const nested = configMaps((chart) => new Component(new Construct(chart, 'store'), 'proxy'));
    expect(nested).toEqual(['ConfigMap/store-proxy', 'ConfigMap/store-proxy-extra-files']);
  });

  it("ignores the id 'Default'", () => {
    expect(configMaps((chart) => new Component(new Construct(chart, 'store'), 'Default'))).toContain('ConfigMap/store');
  });

  it('is its suffix only, directly below the chart', () => {
    expect(configMaps((chart) => new l1.KubeConfigMap(chart, 'ConfigMap-shared'))).toEqual(['ConfigMap/shared']);
  });

  it('is the name in its metadata, if there is one', () => {
    expect(configMaps((chart) => new Component(chart, 'store', { metadata: { name: 'given' } }))).toEqual([
      'ConfigMap/given',
      'ConfigMap/store-extra-files',
    ]);
  });

  it.each(['Config', 'configmap', 'Service-rw'])('refuses the id %j for a ConfigMap', (id) => {
    expect(failure(() => renderIn((chart) => new l1.KubeConfigMap(new Construct(chart, 'store'), id)))).toBe(
      `10-shop/store/${id}: the construct id is "${id}"; it must be 'ConfigMap' or 'ConfigMap-<suffix>'`,
    );
  });
});

describe('two objects', () => {
  it('may not have the same name in a namespace, also in different charts', () => {
    const call = () =>
      renderCharts((app, props) => {
        for (const id of ['10-shop', '20-shop']) new Component(new PlatformChart(app, id, { ...props, namespace: 'shop' }), 'store');
      });
    expect(failure(call)).toBe(
      '20-shop/store/ConfigMap: its object is v1/ConfigMap/shop/store, which 10-shop/store/ConfigMap also renders; give one of them another name',
    );
  });

  it("may not have the same name, also if one is a component's own name and the other is derived", () => {
    const call = () =>
      renderIn((chart) => {
        new Component(chart, 'store');
        new Component(chart, 'store-extra-files');
      });
    expect(failure(call)).toMatch(/^10-shop\/store-extra-files\/ConfigMap: .* v1\/ConfigMap\/shop\/store-extra-files, .* another name$/);
  });

  it.each([
    ['in two namespaces', 'ConfigMap', 'elsewhere'],
    ['of two kinds', 'Secret', 'shop'],
  ])('may have the same name %s', (_, kind, namespace) => {
    const model = renderCharts((app, props) => {
      new l1.KubeConfigMap(new PlatformChart(app, '10-shop', { ...props, namespace: 'shop' }), 'ConfigMap-store');
      const other = new PlatformChart(app, '20-shop', { ...props, namespace });
      if (kind === 'Secret') new l1.KubeSecret(other, 'Secret-store');
      else new l1.KubeConfigMap(other, 'ConfigMap-store');
    });
    expect(names(model)).toEqual(['ConfigMap/store', `${kind}/store`]);
  });
});

describe('a chart', () => {
  it('labels its objects with the platform and the manager, and puts them in its namespace', () => {
    const [, , configMap] = manifests(renderIn((chart) => new l1.KubeConfigMap(chart, 'ConfigMap-shared')));
    expect(configMap?.metadata).toEqual({
      name: 'shared',
      namespace: 'shop',
      labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'ballast' },
    });
  });

  it('is one file, named after its id; a chart without objects has no file', () => {
    const model = renderCharts((app, props) => {
      new PlatformChart(app, '20-empty', props);
      new l1.KubeNamespace(new PlatformChart(app, '10-full', props), 'Namespace-shop');
    });
    expect(model.files.map((file) => file.name)).toEqual(['10-full.yaml']);
  });

  it('sorts its files by name, independently of the order in the code', () => {
    const model = renderCharts((app, props) => {
      for (const id of ['20-b', '10-a']) new l1.KubeNamespace(new PlatformChart(app, id, props), `Namespace-${id}`);
    });
    expect(model.files.map((file) => file.name)).toEqual(['10-a.yaml', '20-b.yaml']);
  });

  it('fails when it has a component with pods but no namespace', () => {
    expect(
      failure(() => renderCharts((app, props) => new Workload(new Construct(new PlatformChart(app, '10-shop', props), 'store'), workload))),
    ).toBe('10-shop/store/Default is in a chart without a namespace');
  });

  it('fails when it has a component but is not a PlatformChart', () => {
    expect(failure(() => renderCharts((app) => new Workload(new Construct(app, 'store'), workload)))).toBe('store/Default is not in a PlatformChart');
  });
});

const workload = { name: 'redis', component: 'sessions' };

describe('a workload', () => {
  it('is selected by name and instance, which are immutable, and is also labelled with its role and its platform', () => {
    let made: Workload | undefined;
    renderIn((chart) => {
      made = new Workload(new Construct(chart, 'store'), workload);
    });
    expect(made?.selector).toEqual({ 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'store' });
    expect(made?.labels).toEqual({
      'app.kubernetes.io/name': 'redis',
      'app.kubernetes.io/instance': 'store',
      'app.kubernetes.io/component': 'sessions',
      'app.kubernetes.io/part-of': 'shop',
      'app.kubernetes.io/managed-by': 'ballast',
    });
  });

  it.each(['Store', '1store', 'store-', 'st.ore', 'a'.repeat(53), 'Default'])('refuses the name %j', (id) => {
    const name = id === 'Default' ? '' : id;
    expect(failure(() => renderIn((chart) => new Workload(new Construct(chart, id), workload)))).toBe(
      `10-shop/${id}: its name is "${name}"; it must be a DNS label: lower-case letters, digits and '-', beginning with a letter, at most 52 characters`,
    );
  });

  it('refuses a program that cannot be a label', () => {
    expect(failure(() => renderIn((chart) => new Workload(new Construct(chart, 'store'), { ...workload, name: 'a/b' })))).toMatch(
      /^10-shop\/store: its program's name is "a\/b"; it must be a DNS label: /,
    );
  });

  it.each([
    [{ outside: [65_536] }, 65_536],
    [{ self: [6379, -1] }, -1],
    [{ metrics: [{ name: 'metrics', port: Number.NaN }] }, Number.NaN],
  ])('refuses %j, which has no valid TCP port', (ports, value) => {
    expect(failure(() => renderIn((chart) => new Workload(new Construct(chart, 'store'), { ...workload, ...ports })))).toBe(
      `10-shop/store: a port is ${value}; it must be a whole number from 1 to 65535`,
    );
  });

  it('accepts a name of 52 characters, the maximum for a StatefulSet', () => {
    expect(names(renderIn((chart) => new Workload(new Construct(chart, 'a'.repeat(52)), workload)))).toContain(`NetworkPolicy/${'a'.repeat(52)}`);
  });
});
