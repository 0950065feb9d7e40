import fc from 'fast-check';
import {
  type ComponentArbitrary,
  mostly,
  of,
  optional,
  quantity,
  record,
  resources,
  secretKey,
  wrongId,
  wrongNumber,
  wrongText,
} from '../kubernetes/arbitraries';
import { PostgresCluster } from './postgres-cluster';
import type { PostgresClusterProps } from './schema';

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
  fc.oneof(of('postgres', 'replicator', 'public', 'none', 'pg_x', 'x'.repeat(56), 'a-b', 'shop'), wrongText),
);

const shop = {
  name: 'shop',
  ownerPassword: { secret: 'shop-owner', key: 'password' },
  applicationPassword: { secret: 'shop-app', key: 'password' },
  readerPassword: { secret: 'shop-reader', key: 'password' },
};

const common = {
  version: mostly(of<15 | 16 | 17 | 18>(15, 16, 17, 18), of(14, 19, 0, Number.NaN) as fc.Arbitrary<15>),
  databases: fc
    .array(
      record({
        name: databaseName,
        ownerPassword: secretKey('orders-owner', 'more'),
        applicationPassword: secretKey('orders-app'),
        readerPassword: secretKey('orders-reader'),
      }),
      { maxLength: 1 },
    )
    .map((more) => [shop, ...more]),
  patroniPassword: optional(secretKey('db-api', 'db.v2')),
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

const props = fc.oneof<fc.Arbitrary<PostgresClusterProps>[]>(
  record({ architecture: fc.constant('standalone' as const), ...common }),
  record({
    architecture: fc.constant('replicated' as const),
    replicas: mostly(of(3, 5, 7), fc.oneof(of(1, 2, 8), wrongNumber), 10),
    synchronous: of<'off' | 'on' | 'quorum' | 'quorum-strict'>('off', 'on', 'quorum', 'quorum-strict'),
    maximumReadLag: mostly(of('16MB', '1GB', '512kB'), fc.oneof(of('0MB', '16', '16Mi', '-1MB'), wrongText)),
    readProxy: record({ replicas: mostly(of(1, 2, 3), wrongNumber), resources }),
    ...common,
  }),
);

export const arbitrary: ComponentArbitrary<PostgresClusterProps> = {
  weight: 2,
  id: mostly(of('db', 'ledger', 'b'.repeat(49)), wrongId),
  props,
  make: (scope, id, given) => new PostgresCluster(scope, id, given),
};
