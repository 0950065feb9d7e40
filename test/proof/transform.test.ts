import type { Manifest } from '../../model';
import { type ClusterOffer, transform } from '../../proof/transform';

const offer: ClusterOffer = {
  kinds: new Set(['v1/ConfigMap', 'v1/Secret', 'apps/v1/StatefulSet', 'networking.k8s.io/v1/NetworkPolicy']),
  storageClasses: ['standard'],
  priorityClasses: ['shopfds-store'],
  apiServer: { addresses: ['198.18.0.1'], port: 6443 },
  secrets: new Map(),
};

const adapted = (manifest: Manifest, over: Partial<ClusterOffer> = {}) => transform([manifest], { ...offer, ...over }, () => 's3cret');

const workload = (resources: object, pod: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: { template: { spec: { containers: [{ name: 'postgresql', image: 'x', resources }], ...pod } } },
});

const resourcesOf = (manifest?: Manifest) => manifest?.spec?.template?.spec?.containers?.[0]?.resources;

describe('the transformer', () => {
  test('lowers a CPU request', () => {
    expect(resourcesOf(adapted(workload({ requests: { cpu: '2' } })).manifests[0])).toEqual({ requests: { cpu: '20m' } });
  });

  test('lowers memory requests and limits alike', () => {
    const { manifests } = adapted(workload({ requests: { memory: '4Gi' }, limits: { memory: '4Gi' } }));
    expect(resourcesOf(manifests[0])).toEqual({ requests: { memory: '512Mi' }, limits: { memory: '512Mi' } });
  });

  test('keeps values that are small enough', () => {
    const small = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '64Mi' } };
    expect(resourcesOf(adapted(workload(small)).manifests[0])).toEqual(small);
  });

  test('lists no change for values that it keeps', () => expect(adapted(workload({ requests: { cpu: '10m' } })).changes).toEqual([]));

  test('lists the values that it lowered, with the previous value', () => {
    expect(adapted(workload({ requests: { cpu: '250m' } })).changes).toEqual(['StatefulSet/db, container postgresql: cpu request 250m -> 20m']);
  });

  test('refuses a quantity that it cannot parse', () => {
    expect(() => adapted(workload({ limits: { memory: 'plenty' } }))).toThrow("'plenty' is not a quantity of bytes");
  });

  test('does not change its input', () => {
    const given = workload({ requests: { cpu: '2' } });
    adapted(given);
    expect(resourcesOf(given)).toEqual({ requests: { cpu: '2' } });
  });

  test('removes a priority class that the cluster does not have', () => {
    const { manifests } = adapted(workload({}, { priorityClassName: 'shopfds-other' }));
    expect(manifests[0]?.spec?.template?.spec).not.toHaveProperty('priorityClassName');
  });

  test('keeps a priority class that the cluster has', () => {
    const { manifests } = adapted(workload({}, { priorityClassName: 'shopfds-store' }));
    expect(manifests[0]?.spec?.template?.spec?.priorityClassName).toBe('shopfds-store');
  });
});

describe('a volume claim', () => {
  const claim = (spec: object): Manifest => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] },
  });
  const specOf = (manifest?: Manifest) => manifest?.spec?.volumeClaimTemplates?.[0]?.spec;
  const small = { resources: { requests: { storage: '1Gi' } } };

  test('is made smaller', () => expect(specOf(adapted(claim({ resources: { requests: { storage: '100Gi' } } })).manifests[0])).toEqual(small));

  test('loses a storage class that the cluster does not have', () => {
    expect(specOf(adapted(claim({ storageClassName: 'gp3', ...small })).manifests[0])).not.toHaveProperty('storageClassName');
  });

  test('keeps a storage class that the cluster has', () => {
    expect(specOf(adapted(claim({ storageClassName: 'standard', ...small })).manifests[0])).toHaveProperty('storageClassName', 'standard');
  });
});

describe('an ExternalSecret', () => {
  const external: Manifest = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'db', namespace: 'shopfds' },
    spec: { target: { name: 'db-superuser' }, data: [{ secretKey: 'password' }] },
  };

  test('becomes a Secret with its target name and a new value for each key', () => {
    expect(adapted(external).manifests).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'db-superuser', namespace: 'shopfds', labels: undefined },
        stringData: { password: 's3cret' },
      },
    ]);
  });

  test('keeps the value that the Secret already has', () => {
    const secrets = new Map([['shopfds/db-superuser', { password: 'old' }]]);
    expect(adapted(external, { secrets }).manifests[0]?.stringData).toEqual({ password: 'old' });
  });

  test('is listed without its value', () => expect(adapted(external).changes.join()).not.toContain('s3cret'));

  test('is refused if it names no key', () => {
    expect(() => adapted({ ...external, spec: { target: { name: 'db' } } })).toThrow('ExternalSecret/db: spec.data names no secretKey');
  });
});

describe('a custom resource', () => {
  const monitor: Manifest = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'db' } };

  test('is omitted if the cluster has no definition of it', () => expect(adapted(monitor).manifests).toEqual([]));

  test('is listed if it is omitted', () => {
    expect(adapted(monitor).changes).toEqual(['PodMonitor/db: omitted, the cluster does not serve monitoring.coreos.com/v1']);
  });

  test('stays if the cluster has its definition', () => {
    expect(adapted(monitor, { kinds: new Set(['monitoring.coreos.com/v1/PodMonitor']) }).manifests).toEqual([monitor]);
  });
});

describe('a NetworkPolicy', () => {
  const policy = (...egress: object[]): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'db' },
    spec: { egress },
  });
  const apiServer = { to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ port: 443 }] };
  const outside = { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 443 }] };
  const peer = { to: [{ podSelector: {} }], ports: [{ port: 5432 }] };

  test('allows the API server of this cluster', () => {
    expect(adapted(policy(apiServer)).manifests[0]?.spec?.egress).toEqual([
      { to: [{ ipBlock: { cidr: '198.18.0.1/32' } }], ports: [{ port: 6443, protocol: 'TCP' }] },
    ]);
  });

  test('keeps its rule for hosts outside', () => expect(adapted(policy(outside)).manifests[0]?.spec?.egress).toEqual([outside]));

  test('keeps its rule for pods', () => expect(adapted(policy(peer)).manifests[0]?.spec?.egress).toEqual([peer]));
});
