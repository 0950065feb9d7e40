import { secret } from '../../../constructs/kubernetes';
import { itRendersEveryProp } from '../every-prop';
import { names } from '../fixture';
import { type Replicated, render, replicated, type Standalone, standalone, statefulSet } from './fixture';

/** Every prop that both architectures have. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const common = {
  version: 17,
  databases: [
    {
      name: 'seven',
      ownerPassword: secret('owner-seven', 'owner-key'),
      applicationPassword: secret('app-seven', 'app-key'),
      readerPassword: secret('reader-seven', 'reader-key'),
      alternate: { applicationPassword: secret('app-eight', 'app-key'), readerPassword: secret('reader-eight', 'reader-key'), used: true },
    },
  ],
  patroniPassword: secret('patroni-seven', 'patroni-key'),
  replicationPassword: secret('replication-seven', 'replication-key'),
  storage: '777Gi',
  resources: { cpu: '770m', memory: '777Mi' },
  sharedMemory: '177Mi',
  parameters: { work_mem: '77MB' },
  timing: { ttlSeconds: 77, loopWaitSeconds: 7, retryTimeoutSeconds: 17 },
  images: { spilo: { tag: '7.7-p7' }, exporter: { repository: 'example.com/exporter-seven' } },
  sidecars: { keeper: { cpu: '71m', memory: '71Mi' }, exporter: { cpu: '72m', memory: '72Mi' } },
  storageClass: 'class-seven',
  pod: { labels: { seven: 'pod' } },
  service: { labels: { seven: 'service' } },
  clients: [{ namespace: 'seven', labels: { app: 'client-seven' } }],
} as const;

const allOfStandalone: Required<Standalone> = { ...common, architecture: 'standalone' };

const allOfReplicated: Required<Replicated> = {
  ...common,
  architecture: 'replicated',
  images: { ...common.images, haproxy: { tag: '7.7.1' } },
  replicas: 7,
  synchronous: 'quorum-strict',
  maximumReadLag: '77kB',
  readProxy: { replicas: 17, resources: { cpu: '17m', memory: '71Mi' }, pod: { labels: { seven: 'proxy' } } },
};

/** Text that proves that the prop is in the manifests. */
const foundInBoth: Readonly<Record<keyof typeof common, readonly string[]>> = {
  version: ['/usr/lib/postgresql/17/bin'],
  databases: [
    'seven /etc/ballast-secrets/owner-seven/owner-key',
    'seven_app /etc/ballast-secrets/app-seven/app-key',
    'seven_reader /etc/ballast-secrets/reader-seven/reader-key',
    'seven_app2 /etc/ballast-secrets/app-eight/app-key seven_app',
    'seven_reader2 /etc/ballast-secrets/reader-eight/reader-key seven_reader',
  ],
  patroniPassword: ['"name":"patroni-seven"', '"key":"patroni-key"'],
  replicationPassword: ['replicator /etc/ballast-secrets/replication-seven/replication-key', '"key":"replication-key"'],
  storage: ['"storage":"777Gi"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  sharedMemory: ['"sizeLimit":"177Mi"'],
  parameters: ['"work_mem": "77MB"'],
  timing: ['"ttl": 77', '"loop_wait": 7', '"retry_timeout": 17'],
  images: [':7.7-p7', 'example.com/exporter-seven:'],
  sidecars: ['"cpu":"71m"', '"memory":"72Mi"'],
  storageClass: ['"storageClassName":"class-seven"'],
  pod: ['"seven":"pod"'],
  service: ['"seven":"service"'],
  clients: ['"app":"client-seven"'],
};

const foundInStandalone: Readonly<Record<keyof Standalone, readonly string[]>> = { ...foundInBoth, architecture: ['"replicas":1'] };

const foundInReplicated: Readonly<Record<keyof Replicated, readonly string[]>> = {
  ...foundInBoth,
  architecture: ['haproxy'],
  replicas: ['"replicas":7', 'db-6'],
  synchronous: ['"synchronous_mode_strict": true'],
  maximumReadLag: ['/replica?lag=77kB'],
  readProxy: ['"replicas":17', '"cpu":"17m"', '"memory":"71Mi"', '"seven":"proxy"', 'haproxy:7.7.1'],
};

describe('a standalone cluster', () => {
  itRendersEveryProp<Standalone>(render(allOfStandalone), foundInStandalone);
});

describe('a replicated cluster', () => {
  itRendersEveryProp<Replicated>(render(allOfReplicated), foundInReplicated);
});

describe('a cluster with only the required props', () => {
  it('is one instance, reached at -rw and -ro', () => {
    expect(names(render(standalone)).slice(2)).toEqual([
      'NetworkPolicy/db',
      'ConfigMap/db',
      'Service/db-rw',
      'Service/db-pods',
      'Service/db-ro',
      'ServiceAccount/db',
      'Role/db',
      'RoleBinding/db',
      'StatefulSet/db',
    ]);
  });

  it('also has a budget, an address for each instance and a read proxy when it is replicated', () => {
    const more = names(render(replicated)).filter((name) => !names(render(standalone)).includes(name));
    expect(more).toEqual([
      'Service/db-0',
      'Service/db-1',
      'Service/db-2',
      'PodDisruptionBudget/db',
      'NetworkPolicy/db-ro',
      'ConfigMap/db-ro',
      'Deployment/db-ro',
      'PodDisruptionBudget/db-ro',
    ]);
  });

  it('reads the password of the role replicator from the Secret <id>-replication', () => {
    const { env } = statefulSet(standalone).spec.template.spec.containers[0];
    expect(env).toContainEqual({ name: 'PATRONI_REPLICATION_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-replication', key: 'password' } } });
  });

  it("uses the catalogue's image", () => {
    expect(statefulSet(standalone).spec.template.spec.containers[0].image).toBe('ghcr.io/zalando/spilo-18:4.1-p2');
  });

  it("uses the cluster's default storage class", () => {
    expect(statefulSet(standalone).spec.volumeClaimTemplates[0].spec).not.toHaveProperty('storageClassName');
  });
});

describe('a read proxy of one pod', () => {
  it('has no disruption budget, which would block every drain, and is not spread', () => {
    const model = render({ ...replicated, readProxy: { ...replicated.readProxy, replicas: 1 } });
    expect(names(model)).not.toContain('PodDisruptionBudget/db-ro');
    expect(names(model)).toContain('PodDisruptionBudget/db');
  });
});
