import { Construct } from 'constructs';
import { type EnvironmentData, k8s, NamespaceWithDefaultDeny, PlatformChart, pod, secret, Workload } from '../../../../constructs/kubernetes';
import type { Manifest, Model } from '../../../../model';
import { secretsOf } from '../../../../model';
import { container, failure, manifest, manifests, names, onCluster, renderCharts } from '../../fixture';

const reads = (...keys: readonly (readonly [string, string])[]) =>
  keys.map(([name, key], index) => ({ name: `V${index}`, valueFrom: { secretKeyRef: { name, key } } }));

const workload = (kind: string, name: string, spec: object, fields: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'shop' },
  spec: { template: { spec: { containers: [], ...spec } }, ...fields },
});

describe('the table of Secrets', () => {
  it('lists keys and readers of each Secret, sorted and without duplicates', () => {
    const env = reads(['db', 'user'], ['db', 'password'], ['app', 'password']);
    const table = secretsOf([
      workload('Deployment', 'shop', { containers: [container('a', { env }), container('b', { env })] }),
      workload('DaemonSet', 'agent', { containers: [container('a', { env: reads(['db', 'password']) })] }),
    ]);
    expect(table).toEqual([
      { namespace: 'shop', name: 'app', keys: ['password'], readers: ['Deployment/shop'], claims: [] },
      { namespace: 'shop', name: 'db', keys: ['password', 'user'], readers: ['DaemonSet/agent', 'Deployment/shop'], claims: [] },
    ]);
  });

  it.each([
    ['a variable of an init container', { initContainers: [container('a', { env: reads(['db', 'key']) })] }],
    ['a Secret volume', { volumes: [{ name: 'v', secret: { secretName: 'db', items: [{ key: 'key', path: 'p' }] } }] }],
    [
      'a projected volume',
      { volumes: [{ name: 'v', projected: { sources: [{ configMap: {} }, { secret: { name: 'db', items: [{ key: 'key' }] } }] } }] },
    ],
  ])('sees %s', (_, spec) => {
    expect(secretsOf([workload('Deployment', 'shop', spec)])).toEqual([expect.objectContaining({ name: 'db', keys: ['key'] })]);
  });

  it("sees a CronJob's pods", () => {
    const jobTemplate = { spec: { template: { spec: { containers: [container('a', { env: reads(['db', 'password']) })] } } } };
    const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'backup', namespace: 'shop' }, spec: { jobTemplate } };
    expect(secretsOf([cronJob]).map(({ readers }) => readers)).toEqual([['CronJob/backup']]);
  });

  it('keeps Secrets of the same name in two namespaces apart', () => {
    const spec = { containers: [container('a', { env: reads(['db', 'password']) })] };
    const elsewhere = { ...workload('Deployment', 'shop', spec), metadata: { name: 'shop', namespace: 'data' } };
    expect(secretsOf([workload('Deployment', 'shop', spec), elsewhere]).map(({ namespace }) => namespace)).toEqual(['data', 'shop']);
  });

  it("names the claim of a StatefulSet's first pod, whose data would be inaccessible without the Secret", () => {
    const spec = { containers: [container('a', { env: reads(['db', 'password']) })] };
    const volumeClaimTemplates = [{ metadata: { name: 'data' } }];
    expect(secretsOf([workload('StatefulSet', 'db', spec, { volumeClaimTemplates })]).map(({ claims }) => claims)).toEqual([['data-db-0']]);
  });

  it('is empty if nothing reads a Secret', () => {
    expect(secretsOf([workload('Deployment', 'shop', { containers: [container('a')] })])).toEqual([]);
  });
});

const password = secret('db');

/** A platform whose namespaces have one pod each that reads the Secret `db`. */
const withSecrets = (secrets: EnvironmentData['secrets'], keys = [password], namespaces = ['shop']): Model =>
  renderCharts(
    (app, props) => {
      for (const namespace of namespaces) {
        const chart = new PlatformChart(app, `10-${namespace}`, { ...props, namespace });
        const reader = new Workload(new Construct(chart, 'reader'), { name: 'reader', component: 'reader' });
        const env = reader.variables(Object.fromEntries(keys.map((key, index) => [`V${index}`, key])));
        new k8s.KubeDeployment(chart, 'Deployment-reader', {
          spec: {
            selector: { matchLabels: reader.selector },
            template: pod({ workload: reader, uid: 1, gid: 1, terminationGracePeriodSeconds: 30, containers: [container('reader', { env })] }),
          },
        });
      }
    },
    { ...onCluster({ operators: ['external-secrets'] }), secrets },
  );

describe('Secrets that exist', () => {
  it('do not change what is rendered', () => {
    expect(names(withSecrets({ source: 'existing' }))).toEqual(['NetworkPolicy/reader', 'Deployment/reader']);
  });
});

describe('Secrets of external-secrets', () => {
  const source = {
    source: 'external-secrets',
    store: { kind: 'ClusterSecretStore', name: 'platform' },
    path: 'shop/test',
    refreshInterval: '1h',
  } as const;

  it('have an ExternalSecret each, with all keys, in a separate file', () => {
    const model = withSecrets(source, [password, secret('db', 'user')]);
    expect(model.files.map((file) => file.name)).toEqual(['10-shop.yaml', '90-external-secrets.yaml']);
    expect(manifest(model, 'ExternalSecret/db')).toMatchObject({ apiVersion: 'external-secrets.io/v1', metadata: { namespace: 'shop' } });
    const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
    expect(manifest(model, 'ExternalSecret/db').spec).toEqual({
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
      target: { name: 'db', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'password', remoteRef: { key: 'shop/test/db', property: 'password', ...defaults } },
        { secretKey: 'user', remoteRef: { key: 'shop/test/db', property: 'user', ...defaults } },
      ],
    });
  });

  it('are distinguished if the name of one namespace begins with that of another', () => {
    const model = withSecrets(source, [secret('b'), secret('x-b')], ['shop', 'shop-x']);
    expect(names(model).filter((name) => name.startsWith('ExternalSecret/'))).toHaveLength(4);
  });

  it('may have the same name in two namespaces', () => {
    const namespaces = manifests(withSecrets(source, [password], ['data', 'shop']))
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map(({ metadata }) => metadata.namespace);
    expect(namespaces).toEqual(['data', 'shop']);
  });

  it('have no file if nothing reads a Secret', () => {
    expect(withSecrets(source, []).files.map((file) => file.name)).toEqual(['10-shop.yaml']);
  });
});

describe('generated Secrets', () => {
  const jobOf = (model: Model) => manifests(model).find(({ kind }) => kind === 'Job')?.metadata.name;

  it('come from a Job in a file before the readers, with its own account and NetworkPolicy', () => {
    const model = withSecrets({ source: 'generated' });
    const job = jobOf(model);
    expect(job).toMatch(/^generated-secrets-[0-9a-f]{8}$/);
    expect(model.files[0]?.name).toBe('05-secrets-shop.yaml');
    const own = model.files[0]?.objects.map(({ manifest: { kind, metadata } }) => `${kind}/${metadata.name}`);
    expect(own).toEqual(['NetworkPolicy', 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Job'].map((kind) => `${kind}/${job}`));
  });

  it('are listed for the Job: name, keys, and the claims whose data were created with them', () => {
    const model = withSecrets({ source: 'generated' }, [password, secret('db', 'user'), secret('app')]);
    expect(manifest(model, `ConfigMap/${jobOf(model)}`).data.secrets).toBe('app password\ndb password,user\n');
  });

  it('may be read by name only, and no claims if there are none', () => {
    const model = withSecrets({ source: 'generated' });
    expect(manifest(model, `Role/${jobOf(model)}`).rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: ['batch'], resources: ['jobs'], resourceNames: [jobOf(model)], verbs: ['get'] },
    ]);
  });

  it('have a Job whose name follows from its content, because a Job runs once and is immutable', () => {
    const name = (keys: ReturnType<typeof secret>[]) => jobOf(withSecrets({ source: 'generated' }, keys));
    expect(name([password])).toBe(name([password]));
    expect(name([password, secret('db', 'user')])).not.toBe(name([password]));
    expect(name([secret('app')])).not.toBe(name([password]));
  });

  it('have a Job in each namespace', () => {
    const files = withSecrets({ source: 'generated' }, [password], ['data', 'shop']).files.map((file) => file.name);
    expect(files).toEqual(['05-secrets-data.yaml', '05-secrets-shop.yaml', '10-data.yaml', '10-shop.yaml']);
  });
});

describe('a namespace', () => {
  it('admits only restricted pods, denies all traffic, and is never pruned', () => {
    const model = renderCharts((app, props) => {
      new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), 'shop');
    });
    const { labels, annotations } = manifest(model, 'Namespace/shop').metadata;
    expect(labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    expect(annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
    const deny = manifest(model, 'NetworkPolicy/shop-default-deny');
    expect(deny.metadata.namespace).toBe('shop');
    expect(deny.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  const named = (name: string) =>
    renderCharts((app, props) => {
      new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), name);
    });

  it.each(['Shop', '1shop', 'a/b', 'a'.repeat(51)])('refuses the name %j, or one that leaves no room for <name>-default-deny', (name) => {
    expect(failure(() => named(name))).toBe(
      `00-namespaces/${name.replace('/', '--')}: the namespace is ${JSON.stringify(name)}; it must be a DNS label: lower-case letters, digits and '-', beginning with a letter, at most 50 characters`,
    );
  });

  it('accepts a name of 50 characters', () => {
    expect(names(named('a'.repeat(50)))).toContain(`NetworkPolicy/${'a'.repeat(50)}-default-deny`);
  });
});
