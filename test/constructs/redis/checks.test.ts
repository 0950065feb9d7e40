import { secret } from '../../../constructs/kubernetes';
import type { RedisClusterProps } from '../../../constructs/redis';
import { failure } from '../fixture';
import { render } from './fixture';

const cpu = `it must be a quantity of CPU above zero, such as '250m' or '2'`;
const bytes = `it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'`;
const secretName = `it must be a Secret's name: lower-case letters, digits, '-' and '.', at most 253 characters`;
const none = (replicas: number) => `it must be at most replicasPerShard (${replicas}), or all writes are refused`;

const wrong: readonly [object, string][] = [
  [{ shards: 2 }, 'shards is 2; it must be a whole number from 3 to 50'],
  [{ shards: 51 }, 'shards is 51; it must be a whole number from 3 to 50'],
  [{ shards: 3.5 }, 'shards is 3.5; it must be a whole number from 3 to 50'],
  [{ shards: Number.NaN }, 'shards is NaN; it must be a whole number from 3 to 50'],
  [{ retiringPods: -1 }, 'retiringPods is -1; it must be a whole number from 0 to 300'],
  [{ retiringPods: 301 }, 'retiringPods is 301; it must be a whole number from 0 to 300'],
  [{ replicasPerShard: 0 }, 'replicasPerShard is 0; it must be a whole number from 1 to 5'],
  [{ replicasPerShard: 6 }, 'replicasPerShard is 6; it must be a whole number from 1 to 5'],
  [{ password: secret('A') }, `password.secret is "A"; ${secretName}`],
  [{ password: secret('a', 'b/c') }, `password.key is "b/c"; it must be letters, digits, '-', '_' and '.', not beginning with '..'`],
  [{ storage: '10GB' }, `storage is "10GB"; ${bytes}`],
  [{ storage: '10737418240' }, `storage is "10737418240"; ${bytes}`],
  [{ resources: { cpu: '0', memory: '1Gi' } }, `resources.cpu is "0"; ${cpu}`],
  [{ resources: { cpu: '1', memory: '63Mi' } }, `resources.memory is "63Mi"; it must be at least '64Mi'; data get 40 % of what it has beyond 16Mi`],
  [
    { storage: '1Gi' },
    'storage is "1Gi"; it must be at least three times the memory (1Gi): during a rewrite there are two append-only files, and a replica also keeps its initial copy',
  ],
  [{ resources: { cpu: '1', memory: 'lots' } }, `resources.memory is "lots"; ${bytes}`],
  [{ nodeTimeoutMilliseconds: 999 }, 'nodeTimeoutMilliseconds is 999; it must be a whole number from 1000 to 60000'],
  [{ nodeTimeoutMilliseconds: 60_001 }, 'nodeTimeoutMilliseconds is 60001; it must be a whole number from 1000 to 60000'],
  [
    { maxmemoryPolicy: 'lru' },
    'maxmemoryPolicy is "lru"; it must be one of noeviction, allkeys-lru, allkeys-lfu, volatile-lru, volatile-lfu, volatile-ttl',
  ],
  [{ appendFsync: 'no' }, 'appendFsync is "no"; it must be one of everysec, always'],
  [{ minReplicasToWrite: -1 }, 'minReplicasToWrite is -1; it must be a whole number from 0 to 2147483647'],
  [{ minReplicasToWrite: 0.5 }, 'minReplicasToWrite is 0.5; it must be a whole number from 0 to 2147483647'],
  [{ minReplicasToWrite: 2 }, `minReplicasToWrite is 2; ${none(1)}`],
  [{ replicasPerShard: 2, minReplicasToWrite: 3 }, `minReplicasToWrite is 3; ${none(2)}`],
  [{ images: { redis: { tag: '6.2.14' } } }, 'images.redis.tag is "6.2.14"; it must be Redis 7.0 or newer'],
  [{ images: { redis: { tag: 'v6.2.1' } } }, 'images.redis.tag is "v6.2.1"; it must be Redis 7.0 or newer'],
  [{ images: { redis: { tag: 'release-6.2.1' } } }, 'images.redis.tag is "release-6.2.1"; it must be Redis 7.0 or newer'],
  [{ storage: '9999999999Ti' }, `storage is "9999999999Ti"; it must be at most '1024Ti'`],
  [{ images: { redis: { tag: '' } } }, `images.redis.tag is ""; it must be an image's tag, such as '4.1-p2'`],
];

describe('a Redis Cluster', () => {
  it.each(wrong)('refuses %j', (props, text) => {
    expect(failure(() => render(props as Partial<RedisClusterProps>))).toBe(`10-shop/db: ${text}`);
  });

  it('refuses a name with which the name of its Job would be too long', () => {
    expect(() => render({}, 'd'.repeat(36))).not.toThrow();
    expect(failure(() => render({}, 'd'.repeat(37)))).toMatch(/its name is "d{37}"; it must be a DNS label: .*, at most 36 characters$/);
  });

  it.each<Partial<RedisClusterProps>>([
    { shards: 50, retiringPods: 300, replicasPerShard: 5 },
    { retiringPods: 0, minReplicasToWrite: 0 },
    { replicasPerShard: 5, minReplicasToWrite: 5 },
    { storage: '3Gi', resources: { cpu: '1', memory: '1Gi' } },
    { resources: { cpu: '1', memory: '64Mi' } },
    { images: { redis: { tag: '7.0.0' } } },
    { images: { redis: { tag: 'v7.2.4' } } },
    { images: { redis: { tag: '1a2b3c4' } } },
    { nodeTimeoutMilliseconds: 1000 },
    { nodeTimeoutMilliseconds: 60_000 },
    { password: secret('passwords', 'a.b_c-d') },
    { maxmemoryPolicy: 'volatile-ttl', appendFsync: 'always' },
  ])('accepts %j, which is just within the limits', (props) => {
    expect(() => render(props)).not.toThrow();
  });
});
