// Random platforms for the property test: mostly right, often at an edge, sometimes wrong.
import fc from 'fast-check';
import type { Environment } from '../../constructs/kubernetes';
import type { PostgresClusterProps } from '../../constructs/postgres';
import type { RedisClusterProps } from '../../constructs/redis';
import type { WebServiceProps } from '../../constructs/web-service';

/** How a generated component connects; the cluster, and its database, may not be there. */
export type ConnectionPlan =
  | { readonly to: 'database'; readonly cluster: number; readonly database: string; readonly reads: boolean; readonly variable: string }
  | { readonly to: 'cache'; readonly cluster: number; readonly variable: string }
  | { readonly to: 'external'; readonly host: string; readonly port: number }
  | { readonly to: 'kubernetes-api' };

export interface ServicePlan {
  /** Index of the chart that it stands in; two components with the same id may meet in a chart, or in a namespace only. */
  readonly chart: number;
  readonly id: string;
  readonly props: Omit<WebServiceProps, 'connections'>;
  readonly connections: readonly ConnectionPlan[];
}

export interface DatabasePlan {
  readonly chart: number;
  readonly id: string;
  readonly props: PostgresClusterProps;
}

export interface CachePlan {
  readonly chart: number;
  readonly id: string;
  readonly props: RedisClusterProps;
}

export interface PlatformPlan {
  readonly environment: Environment;
  /** Namespace of each chart; two charts may share one. */
  readonly namespaces: readonly string[];
  readonly databases: readonly DatabasePlan[];
  readonly caches: readonly CachePlan[];
  readonly services: readonly ServicePlan[];
}

/** Right values, but for about one of `share`. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>, share = 60): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: right, weight: share - 1 }, { arbitrary: wrong, weight: 1 });

const of = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Plain objects, as environments are. */
const record = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
const dictionary = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxKeys: number) =>
  fc.dictionary(key, value, { maxKeys, noNullPrototype: true });

const wrongNumber = of(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 0.5, 1e21, 2 ** 31, 2 ** 53);
const wrongText = fc.oneof(
  of('', ' ', 'a b', '../x', 'UPPER', '한글', '$(HOME)', 'a'.repeat(300), 'true', '\n', '-', '"', '{}'),
  fc.string({ maxLength: 12 }),
);
/** An id that is empty is the constructs library's to refuse. Some are names that a database derives for its own objects. */
const wrongId = fc
  .oneof(of('Default', 'x'.repeat(53), '1a', 'a.b', 'a/b', 'db-rw', 'db-ro', 'db-pods', 'db-0'), wrongText)
  .filter((text) => text !== '');

const quantity = (...right: readonly string[]) =>
  mostly(of(...right), fc.oneof(of('0', '-1', '1e3', '1Gib', '00', '1.5.5', '512m', '128974848', '2Gi'), wrongText));
const resources = record({ cpu: quantity('50m', '1', '0.5'), memory: quantity('256Mi', '1Gi', '0.5Gi') });
const port = mostly(of(443, 1, 65535), fc.oneof(of(65536), wrongNumber));

/** Some of the Secrets are those of other roles. */
const secretKey = (...right: readonly string[]) =>
  record({
    secret: mostly(of(...right), fc.oneof(of('shared', 'db-replication', 'shop-owner', 'DB', 'a/b', 'a_b', '.a'), wrongText)),
    key: mostly(of('password', 'uri', 'a.b_c-d'), fc.oneof(of('a/b', '.', '..', '..a'), wrongText)),
  });

const service: fc.Arbitrary<ServicePlan> = record({
  chart: fc.nat(1),
  id: mostly(of('shop', 'web', 'a', 'c'.repeat(52)), wrongId),
  props: record<Omit<WebServiceProps, 'connections'>>({
    image: mostly(
      of('ghcr.io/shop/app:1.0.0', 'registry.example.com:5000/app:2', `ghcr.io/shop/app@sha256:${'0'.repeat(64)}`),
      fc.oneof(
        of('app', 'ghcr.io/shop/app', 'registry.example.com:5000/app', 'Shop:1', 'a b:1', 'app:1\n', 'app:', '/app:1', 'app@sha256:0'),
        wrongText,
      ),
    ),
    replicas: mostly(of(1, 2, 3, 50), wrongNumber),
    resources,
    port: optional(mostly(of(1024, 8000, 65535), fc.oneof(of(80, 65536), wrongNumber))),
    command: optional(fc.array(mostly(of('/app/run', '--fast'), wrongText), { maxLength: 2 })),
    healthPath: optional(mostly(of('/health', '/', '/health?deep=1'), fc.oneof(of('/a\nb', '/a b', '/한글'), wrongText))),
    ingress: optional(
      record({
        host: mostly(
          of('shop.example.com', 'a.kr'),
          fc.oneof(of('localhost', '*.example.com', 'a..b.com', `${'a'.repeat(64)}.com`, `${'a.'.repeat(130)}com`), wrongText),
        ),
      }),
    ),
    variables: optional(
      dictionary(
        mostly(of('MODE', 'A', '_B2', 'DATABASE_URL_PASSWORD'), wrongText),
        fc.oneof(fc.string({ maxLength: 8 }), of('', '$', '$(A)', '$$(A)', 'a: b'), secretKey('app', 'app.v2')),
        3,
      ),
    ),
    drainSeconds: optional(mostly(of(1, 5, 60), wrongNumber)),
    stopSeconds: optional(mostly(of(5, 25, 3600), wrongNumber)),
    uid: optional(mostly(of(1, 1000, 65534), wrongNumber)),
  }),
  connections: fc.array(
    fc.oneof<fc.WeightedArbitrary<ConnectionPlan>[]>(
      {
        weight: 6,
        arbitrary: record({
          to: fc.constant('database' as const),
          cluster: fc.nat(1),
          database: mostly(of('shop'), fc.oneof(of('orders'), wrongText)),
          reads: fc.boolean(),
          variable: mostly(of('DATABASE_URL', 'READ_URL', 'OTHER_URL'), wrongText),
        }),
      },
      {
        weight: 2,
        arbitrary: record({ to: fc.constant('cache' as const), cluster: fc.nat(1), variable: mostly(of('REDIS_HOST', 'DATABASE_URL'), wrongText) }),
      },
      { weight: 2, arbitrary: record({ to: fc.constant('external' as const), host: mostly(of('sentry.io', 'a.b.c'), wrongText), port }) },
      { weight: 1, arbitrary: fc.constant({ to: 'kubernetes-api' as const }) },
    ),
    { maxLength: 3 },
  ),
});

const timing = mostly(
  of(
    { ttlSeconds: 20, loopWaitSeconds: 2, retryTimeoutSeconds: 6 },
    { ttlSeconds: 30, loopWaitSeconds: 10, retryTimeoutSeconds: 8 },
    { ttlSeconds: 60, loopWaitSeconds: 1, retryTimeoutSeconds: 3 },
  ),
  record({
    ttlSeconds: fc.oneof(fc.integer({ min: 15, max: 120 }), wrongNumber),
    loopWaitSeconds: fc.oneof(fc.integer({ min: 0, max: 60 }), wrongNumber),
    retryTimeoutSeconds: fc.oneof(fc.integer({ min: 0, max: 30 }), wrongNumber),
  }),
  10,
);

const databaseName = mostly(
  of('orders', 'a', '_x1'),
  fc.oneof(of('postgres', 'replicator', 'public', 'none', 'pg_x', 'x'.repeat(64), 'a-b', 'shop'), wrongText),
);

const common = {
  version: mostly(of<15 | 16 | 17 | 18>(15, 16, 17, 18), of(14, 19, 0, Number.NaN) as fc.Arbitrary<15>),
  databases: fc
    .array(record({ name: databaseName, ownerPassword: secretKey('orders-owner', 'more') }), { maxLength: 1 })
    .map((more) => [{ name: 'shop', ownerPassword: { secret: 'shop-owner', key: 'password' } }, ...more]),
  superuserPassword: secretKey('db-superuser', 'db.v2'),
  replicationPassword: optional(secretKey('db-replicator')),
  storage: quantity('1Gi', '100Gi', '1.5Ti'),
  resources,
  parameters: optional(
    fc
      .array(
        mostly(
          of<readonly [string, string | number | boolean]>(
            ['max_connections', '0x64'],
            ['max_connections', 100],
            ['work_mem', '64MB'],
            ['jit', false],
            ['auto_explain.log_min_duration', '1s'],
          ),
          fc.tuple(
            fc.oneof(of('jit', 'work_mem', 'shared_buffers', 'Max', 'wal_level', 'max_wal_senders'), wrongText),
            fc.oneof(of<string | number | boolean>('', 8, '64MB', true), wrongNumber, wrongText),
          ),
        ),
        { maxLength: 2 },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
  timing: optional(timing),
  images: optional(record({ spilo: record({ tag: mostly(of('1.0.0', '4.1-p2'), fc.oneof(of('a/b', 'a:b', '-a', 'x'.repeat(129)), wrongText)) }) })),
};

const database: fc.Arbitrary<DatabasePlan> = record({
  chart: fc.nat(1),
  id: mostly(of('db', 'ledger', 'b'.repeat(49)), wrongId),
  props: fc.oneof<fc.Arbitrary<PostgresClusterProps>[]>(
    record({ architecture: fc.constant('standalone' as const), ...common }),
    record({
      architecture: fc.constant('replicated' as const),
      replicas: mostly(of(3, 5, 7), fc.oneof(of(1, 2, 8), wrongNumber), 10),
      synchronous: of<'off' | 'on' | 'quorum' | 'quorum-strict'>('off', 'on', 'quorum', 'quorum-strict'),
      maximumReadLag: mostly(of('16MB', '1GB', '512kB'), fc.oneof(of('0MB', '16', '16Mi', '-1MB'), wrongText)),
      readProxy: record({ replicas: mostly(of(1, 2, 3), wrongNumber), resources }),
      ...common,
    }),
  ),
});

/** Props under which every rule holds together; the rules are tried one at a time in checks.test.ts. */
const cache: fc.Arbitrary<CachePlan> = record({
  chart: fc.nat(1),
  id: mostly(of('redis', 'cache', 'd'.repeat(35)), fc.oneof(of('d'.repeat(46), 'db-ro'), wrongId)),
  props: record<RedisClusterProps>({
    shards: mostly(of(3, 4, 50), wrongNumber),
    retiringPods: optional(mostly(of(0, 2), wrongNumber)),
    replicasPerShard: mostly(of(1, 2, 5), wrongNumber),
    password: optional(secretKey('redis', 'sessions')),
    storage: quantity('3Gi', '100Gi'),
    resources,
    nodeTimeoutMilliseconds: optional(mostly(of(1000, 5000, 60_000), wrongNumber)),
    maxmemoryPolicy: optional(mostly(of('noeviction', 'allkeys-lru', 'volatile-ttl'), of('lru' as 'noeviction'))),
    appendFsync: optional(mostly(of('everysec', 'always'), of('no' as 'always'))),
    minReplicasToWrite: optional(mostly(of(0, 1), wrongNumber)),
    images: optional(record({ redis: record({ tag: mostly(of('7.0.0', '7.2.4-alpine'), fc.oneof(of('a/b', 'a:b'), wrongText)) }) })),
  }),
});

const labels = (name: string) => mostly<Readonly<Record<string, string>>>(fc.constant({ 'app.kubernetes.io/name': name }), fc.constant({}));

const operators: Environment['cluster']['operators'] = ['prometheus', 'external-secrets'];

const environment = record<Environment>({
  cluster: record<Environment['cluster']>({
    domain: mostly(of('cluster.local', 'k8s.example.com'), fc.oneof(of('cluster.local\n  maxconn 1', 'a..b'), wrongText)),
    apiServer: record({
      cidrs: mostly(
        of(['10.1.0.0/28'], ['10.1.0.1/32', '10.1.0.2/32']),
        fc.array(fc.oneof(of('10.1.0.0', '10.1.0.0/33', '10.1.0.256/8', 'api.example.com'), wrongText), { maxLength: 1 }),
      ),
      ports: mostly(of([443], [443, 6443]), fc.array(port, { maxLength: 2 })),
    }),
    dns: record({ namespace: fc.constant('kube-system'), labels: labels('kube-dns') }),
    scraper: record({ namespace: fc.constant('monitoring'), labels: labels('prometheus') }),
    edge: record({ namespace: fc.constant('ingress-nginx'), labels: labels('ingress-nginx'), ingressClass: fc.constant('nginx') }),
    storageClass: optional(of('ssd', 'local-path')),
    operators: mostly<Environment['cluster']['operators']>(fc.constant(operators), fc.subarray([...operators])),
  }),
  secrets: fc.oneof<fc.Arbitrary<Environment['secrets']>[]>(
    fc.constant({ source: 'existing' }),
    fc.constant({ source: 'generated' }),
    record({
      source: fc.constant('external-secrets' as const),
      store: record({ kind: of<'SecretStore' | 'ClusterSecretStore'>('SecretStore', 'ClusterSecretStore'), name: fc.constant('platform') }),
      path: fc.constant('shop/test'),
      refreshInterval: of('1h', '10m'),
    }),
  ),
});

export const platformPlan: fc.Arbitrary<PlatformPlan> = record({
  environment,
  namespaces: fc.tuple(of('shop', 'data'), mostly(of('shop', 'data', 'n'.repeat(50)), fc.oneof(of('n'.repeat(51)), wrongId))),
  databases: fc.array(database, { maxLength: 2 }),
  caches: fc.array(cache, { maxLength: 1 }),
  services: fc.array(service, { maxLength: 3 }),
});
