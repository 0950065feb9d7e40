// The requirements for ShopFDS's manifests, by their ids in requirements.md.
import { parse } from 'yaml';
import { shopfds } from '../../charts/shopfds';
import { type Manifest, type Model, nameOf } from '../../model';
import { check } from '../../policies';
import { manifest, manifests } from '../constructs/fixture';

const models = new Map(shopfds.environments.map((environment) => [environment, shopfds.build(environment)]));
const model = (environment: string): Model => {
  const found = models.get(environment);
  if (!found) throw new Error(`ShopFDS has no environment ${environment}`);
  return found;
};
const production = model('production');
const everywhere = shopfds.environments;

const database = (environment: string) => manifest(model(environment), 'StatefulSet/shopfds-db').spec;
const files = (environment: string) => manifest(model(environment), 'ConfigMap/shopfds-db').data;
const dynamic = (environment: string) => JSON.parse(files(environment)['dynamic.json']);
const parameters = (environment: string) => dynamic(environment).postgresql.parameters;
const haproxy = (environment: string): string => manifest(model(environment), 'ConfigMap/shopfds-db-ro').data['haproxy.cfg'];
const variable = (environment: string, name: string): string =>
  manifest(model(environment), 'Deployment/ecommerce').spec.template.spec.containers[0].env.find(
    (candidate: { name: string }) => candidate.name === name,
  )?.value;

/** Environments with a primary and replicas. */
const replicated = everywhere.filter((environment) => database(environment).replicas > 1);

describe('ShopFDS', () => {
  it('has dev, staging and production', () => {
    expect(everywhere).toEqual(expect.arrayContaining(['dev', 'staging', 'production']));
  });
});

describe('every environment of ShopFDS', () => {
  it.each(everywhere)('passes every policy: %s', (environment) => {
    expect(check(model(environment))).toEqual([]);
  });

  it.each(everywhere)('uses the same names for its own objects: %s', (environment) => {
    // Production has all objects. Except for those that only several instances need, the other environments must use the same names.
    const own = (of: Model) =>
      manifests(of)
        .filter((candidate) => !brought(candidate))
        .map((candidate) => nameOf(candidate).replace(/-(\d+|[0-9a-f]{8})$/, '-<ordinal or hash>')); // numbers of instances and contents of Jobs may differ
    const unknown = own(model(environment)).filter((name) => !own(production).includes(name));
    expect(unknown).toEqual([]);
  });

  it.each(everywhere)('offers the services of the platform under the same names: %s', (environment) => {
    const services = ['admin-dashboard', 'ecommerce', 'fds', 'ml-service', 'shopfds-db-ro', 'shopfds-db-rw'].map((name) => `Service/${name}`);
    expect(manifests(model(environment)).map(nameOf)).toEqual(expect.arrayContaining(services));
  });

  it.each(everywhere)('contains no Secret with data: %s', (environment) => {
    expect(manifests(model(environment)).map(({ kind }) => kind)).not.toContain('Secret');
  });

  it.each(everywhere)('reads the same Secrets: %s', (environment) => {
    const read = model(environment).secrets.map(({ name, keys }) => `${name} ${keys}`);
    expect(read).toEqual(
      expect.arrayContaining([
        'shopfds-db-ecommerce password',
        'shopfds-db-ecommerce-app password',
        'shopfds-db-ecommerce-reader password',
        'shopfds-db-patroni password',
        'shopfds-db-replication password',
      ]),
    );
  });
});

/** Objects that an operator, a Job or the kind of edge needs in one environment only, and autoscalers of a cluster without KEDA. */
const brought = ({ kind, metadata }: Manifest) =>
  metadata.name.startsWith('generated-secrets-') || metadata.labels?.['app.kubernetes.io/component'] === 'edge' || kind === 'HorizontalPodAutoscaler';

describe('dev', () => {
  it('runs on a bare cluster: it has no custom resources and generates its Secrets', () => {
    const groups = manifests(model('dev')).map(({ apiVersion }) => apiVersion.split('/')[0]);
    const builtIn = ['v1', 'apps', 'batch', 'policy', 'networking.k8s.io', 'rbac.authorization.k8s.io'];
    expect(groups.filter((group) => !builtIn.includes(group ?? ''))).toEqual([]);
    expect(manifests(model('dev')).map(({ kind }) => kind)).toContain('Job');
  });
});

describe('FR-001: streaming replication', () => {
  it.each(everywhere)('writes WAL that a replica can follow, in %s', (environment) => {
    expect(parameters(environment)).toMatchObject({ wal_level: 'replica', hot_standby: 'on' });
  });

  it.each(everywhere)('has at least five WAL senders, in %s', (environment) => {
    expect(parameters(environment).max_wal_senders).toBeGreaterThanOrEqual(5);
  });

  it.each(everywhere)('has a user replicator with its own password, in %s', (environment) => {
    expect(parse(files(environment)['patroni.yml']).postgresql.authentication.replication.username).toBe('replicator');
    expect(files(environment).roles).toContain('replicator /etc/ballast-secrets/shopfds-db-replication/password\n');
  });

  it('has at least two replicas on separate nodes in production, and a replica in staging', () => {
    expect(database('production').replicas - 1).toBeGreaterThanOrEqual(2);
    expect(database('production').template.spec.topologySpreadConstraints[0]).toMatchObject({
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
    });
    expect(database('staging').replicas - 1).toBeGreaterThanOrEqual(1);
  });

  it('acknowledges an order in production only when a replica has received it', () => {
    expect(dynamic('production').synchronous_mode).toBe('quorum');
  });

  it.each(everywhere)('runs PostgreSQL 15, in %s', (environment) => {
    expect(parse(files(environment)['patroni.yml']).postgresql.bin_dir).toBe('/usr/lib/postgresql/15/bin');
  });
});

describe('FR-002: reads go to replicas, writes to the primary', () => {
  it.each(everywhere)('provides a URL for each to the application, in %s', (environment) => {
    expect(variable(environment, 'DATABASE_URL')).toContain('@shopfds-db-rw:5432/ecommerce?');
    expect(variable(environment, 'DATABASE_READ_URL')).toContain('@shopfds-db-ro:5432/ecommerce?');
  });

  it('sends writes only to the primary: the client checks that the session may write', () => {
    expect(variable('production', 'DATABASE_URL')).toContain('target_session_attrs=read-write');
    expect(manifest(production, 'Service/shopfds-db-rw').spec.selector).toMatchObject({ role: 'primary' });
  });

  it.each(replicated)('sends reads to replicas within 16 MB of the primary, in %s', (environment) => {
    expect(haproxy(environment)).toContain('/replica?lag=16MB');
  });

  it('has read proxies left in production when one is in maintenance and one is lost', () => {
    expect(manifest(production, 'Deployment/shopfds-db-ro').spec.replicas).toBeGreaterThanOrEqual(3);
    expect(manifest(production, 'PodDisruptionBudget/shopfds-db-ro').spec.maxUnavailable).toBe(1);
  });

  it('allows the application to read from the primary if it needs the newest row', () => {
    const peers = manifest(production, 'NetworkPolicy/ecommerce').spec.egress.flatMap(
      ({ to }: { to: { podSelector?: { matchLabels: Record<string, string> } }[] }) =>
        to.map(({ podSelector }) => podSelector?.matchLabels['app.kubernetes.io/instance']),
    );
    expect(peers).toEqual(expect.arrayContaining(['shopfds-db', 'shopfds-db-ro']));
  });
});

describe('FR-003: reads fall back in both directions', () => {
  it.each(replicated)('has every instance as a replica, and as a backup while it is the primary, in %s', (environment) => {
    const instances = Array.from({ length: database(environment).replicas }, (_, ordinal) => `shopfds-db-${ordinal}`);
    const [reads = ''] = /^backend instances\n[\s\S]*?\n\n/m.exec(haproxy(environment)) ?? [];
    const servers = [...reads.matchAll(/^ {2}server (\S+) .*$/gm)].map(([line, name]) => `${name}${line.includes(' backup ') ? ' backup' : ''}`);
    expect(servers).toEqual([...instances, ...instances.map((name) => `primary-${name} backup`)]);
  });

  it('returns sessions to replicas when they recover', () => {
    expect(haproxy('production')).toContain('on-marked-up shutdown-backup-sessions');
  });

  it('separates reads from the primary: the application survives the loss of reads, and reads survive the loss of the primary', () => {
    const soft = production.connections.filter(({ from, survivesLoss }) => from === 'ecommerce' && survivesLoss).map(({ to }) => to);
    expect(soft).toContain('shopfds-db-ro');
    expect(soft).not.toContain('shopfds-db');
  });

  it('reads from the single instance of dev under the same name', () => {
    expect(manifest(model('dev'), 'Service/shopfds-db-ro').spec.selector).toEqual(database('dev').selector.matchLabels);
  });
});

describe('FR-025: replication lag', () => {
  it('is scraped from the exporter and from Patroni in production', () => {
    const ports = manifest(production, 'PodMonitor/shopfds-db').spec.podMetricsEndpoints.map(({ port }: { port: string }) => port);
    expect(ports).toEqual(['metrics', 'patroni']);
  });

  it('uses /health as readiness probe of the application', () => {
    const [container] = manifest(production, 'Deployment/ecommerce').spec.template.spec.containers;
    expect(container.readinessProbe.httpGet.path).toBe('/health');
  });
});

it('Argo CD keeps the ExternalSecrets of stores if dist loses them: a store with data cannot start without its passwords', () => {
  const model = shopfds.build('production');
  const kept = model.secrets.filter(({ claims }) => claims.length > 0).map(({ name }) => name);
  const annotated = manifests(model).filter(
    ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.annotations?.['argocd.argoproj.io/sync-options'] === 'Prune=false,Delete=false',
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(annotated.map(({ metadata }) => metadata.name).sort()).toEqual(kept.sort());
});
