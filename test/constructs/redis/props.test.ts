import { secret } from '../../../constructs/kubernetes';
import type { RedisClusterProps } from '../../../constructs/redis';
import { itRendersEveryProp } from '../every-prop';
import { manifest, names } from '../fixture';
import { containerOf, directive, files, podSpec, render, statefulSet } from './fixture';

/** A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<RedisClusterProps> = {
  shards: 7,
  retiringPods: 4,
  replicasPerShard: 3,
  password: secret('password-seven', 'password-key'),
  storage: '777Gi',
  resources: { cpu: '770m', memory: '777Mi' },
  nodeTimeoutMilliseconds: 7777,
  maxmemoryPolicy: 'volatile-ttl',
  appendFsync: 'always',
  minReplicasToWrite: 2,
  images: { redis: { tag: '7.7.7' }, exporter: { repository: 'example.com/exporter-seven' } },
  sidecars: { keeper: { cpu: '71m', memory: '71Mi' }, exporter: { cpu: '72m', memory: '72Mi' } },
  storageClass: 'class-seven',
  pod: { labels: { seven: 'pod' } },
  service: { labels: { seven: 'service' } },
  clients: [{ namespace: 'seven', labels: { app: 'client-seven' } }],
};

/** Text that proves that the prop is in the manifests. */
const found: Readonly<Record<keyof RedisClusterProps, readonly string[]>> = {
  shards: ['SHARDS=7\n', 'KEPT=28\n'],
  retiringPods: ['"replicas":32', 'PODS=32\n'],
  replicasPerShard: ['"replicas":32'],
  password: ['"name":"password-seven"', '"key":"password-key"'],
  storage: ['"storage":"777Gi"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  nodeTimeoutMilliseconds: ['cluster-node-timeout 7777\n'],
  maxmemoryPolicy: ['maxmemory-policy volatile-ttl\n'],
  appendFsync: ['appendfsync always\n'],
  minReplicasToWrite: ['min-replicas-to-write 2\n'],
  images: ['docker.io/library/redis:7.7.7', 'example.com/exporter-seven:'],
  sidecars: ['"cpu":"71m"', '"memory":"72Mi"'],
  storageClass: ['"storageClassName":"class-seven"'],
  pod: ['"seven":"pod"'],
  service: ['"seven":"service"'],
  clients: ['"app":"client-seven"'],
};

describe('a Redis Cluster with every prop', () => {
  itRendersEveryProp<RedisClusterProps>(render(all), found);
});

describe('a Redis Cluster with only the required props', () => {
  it('is a StatefulSet with its files, a Service for clients and one for its pods', () => {
    expect(names(render()).slice(2)).toEqual(
      expect.arrayContaining(['NetworkPolicy/db', 'ConfigMap/db', 'Service/db', 'Service/db-pods', 'PodDisruptionBudget/db', 'StatefulSet/db']),
    );
  });

  it("reads its clients' password from the Secret <id>, and the others from <id>-internal", () => {
    const { projected } = podSpec().volumes.find(({ name }: { name: string }) => name === 'passwords');
    expect(projected.sources).toEqual([
      { secret: { name: 'db', items: [{ key: 'password', path: 'application' }] } },
      { secret: { name: 'db-internal', items: [{ key: 'keeper', path: 'keeper' }] } },
      { secret: { name: 'db-internal', items: [{ key: 'replica', path: 'replica' }] } },
      { secret: { name: 'db-internal', items: [{ key: 'exporter', path: 'exporter' }] } },
    ]);
  });

  it.each([
    ['cluster-node-timeout', '5000'],
    ['maxmemory-policy', 'noeviction'],
    ['appendfsync', 'everysec'],
    ['min-replicas-to-write', '0'],
  ])('has %s %s', (name, value) => {
    expect(directive(name)).toBe(value);
  });

  it("uses the catalogue's image, also for its keeper", () => {
    expect(containerOf('redis').image).toMatch(/^docker\.io\/library\/redis:\d/);
    expect(containerOf('keeper').image).toBe(containerOf('redis').image);
    expect(containerOf('keeper', { images: { redis: { tag: '7.0.0' } } }).image).toBe('docker.io/library/redis:7.0.0');
  });
});

describe('the configuration', () => {
  it.each([
    ['cluster-require-full-coverage', 'no', 'a lost shard takes its own slots alone'],
    ['cluster-allow-replica-migration', 'no', 'the keeper alone says whose replica a server is'],
    ['cluster-replica-validity-factor', '0', 'after a restart of all any replica may stand for election'],
    ['appendonly', 'yes', 'a restart keeps what was written'],
  ])('has %s %s: %s', (name, value) => {
    expect(directive(name)).toBe(value);
  });

  it('has every directive once', () => {
    const directives = (files()['redis.conf'] ?? '').split('\n').flatMap((line) => (/^[a-z]/.test(line) ? [line.split(' ')[0]] : []));
    expect(directives).toEqual([...new Set(directives)]);
  });
});

describe('another number of shards', () => {
  const three = render();
  const five = render({ shards: 5 });

  it('changes only the number of pods in the StatefulSet, and thus restarts none', () => {
    const { replicas, ...spec } = manifest(five, 'StatefulSet/db').spec;
    const { replicas: before, ...same } = statefulSet().spec;
    expect([before, replicas]).toEqual([6, 10]);
    expect(spec).toEqual(same);
  });

  it('changes only the file size, which keepers read on each pass', () => {
    const { size, ...others } = manifest(five, 'ConfigMap/db').data;
    const { size: before, ...same } = manifest(three, 'ConfigMap/db').data;
    expect([before, size]).toEqual(['PODS=6\nSHARDS=3\nKEPT=6\n', 'PODS=10\nSHARDS=5\nKEPT=10\n']);
    expect(others).toEqual(same);
  });
});

describe('a change of configuration', () => {
  const annotations = (props = {}) => statefulSet(props).spec.template.metadata.annotations;

  it('rolls the pods when it is in files that are read at start', () => {
    const read = ['keeper.sh', 'redis.conf', 'start.sh', 'users', 'users.sh'];
    expect(Object.keys(annotations()).sort()).toEqual(read.map((name) => `checksum/${name}`));
    expect(annotations({ nodeTimeoutMilliseconds: 6000 })).not.toEqual(annotations());
  });
});
