import {
  atLeast,
  atMost,
  bytesIn,
  catalogueImage,
  constant,
  type Data,
  described,
  differsFrom,
  type Filled,
  integer,
  numberIn,
  object,
  oneOf,
  optional,
  type Places,
  remedy,
  resources,
  rule,
  secretKey,
  sidecars,
  storeEntries,
  times,
  withRules,
} from '../kubernetes';
import { images } from './images';

const dataEntries = {
  ...storeEntries,
  shards: integer('Number of shards, which share the 16,384 slots. At least 3, so that two masters can fail over the third.', 3, 50),
  retiringPods: optional(
    integer(
      'Pods that will be removed, in addition to those of the shards. Their data are moved to the other pods. This is the first phase of scaling down shards or replicas: docs/redis.md.',
      0,
      300,
    ),
    0,
  ),
  replicasPerShard: integer('Replicas of each shard.', 1, 5),
  resources: resources('Requests and memory limit of a pod. maxmemory is 40 % of what the limit has beyond 16 MiB: docs/redis.md, *Memory*.'),
  sidecars: sidecars({ keeper: { cpu: '20m', memory: '32Mi' }, exporter: { cpu: '20m', memory: '32Mi' } }),
  nodeTimeoutMilliseconds: optional(
    integer('Milliseconds after which a node that does not answer counts as failed. docs/redis.md gives the resulting failover times.', 1000, 60_000),
    5000,
  ),
  maxmemoryPolicy: optional(
    oneOf(
      'Effect of a write when the memory is full. `noeviction`: it is refused. `allkeys-*`: any key may be dropped. `volatile-*`: any key with a TTL may be dropped.',
      ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'],
    ),
    'noeviction',
  ),
  appendFsync: optional(
    oneOf('How often the append-only file is flushed to disk: every second (`everysec`) or before each reply (`always`).', ['everysec', 'always']),
    'everysec',
  ),
  minReplicasToWrite: optional(
    integer(
      'Number of replicas that must have answered a master within the last 10 s; otherwise it refuses writes. This limits the writes that are lost after a partition between a master and its replicas. If fewer replicas are available, for example during the restart of one, the shard refuses writes: set it at least one below replicasPerShard.',
      0,
    ),
    0,
  ),
  images: optional(
    described(
      'Images.',
      object({
        redis: catalogueImage('Redis 7.0 or newer, also for the keeper and the Job that moves slots.', images.redis),
        exporter: catalogueImage('redis_exporter.', images.redisExporter),
      }),
    ),
    {},
  ),
};

/** In bytes. Of 64 MiB, 19 are for data; the server alone takes 10 in memory, and its scripts as much. */
const leastMemory = 64 * 2 ** 20;

/** Tags that begin with a version before 7. */
const before7 = /^([vVrR]|[rR][eE][lL]|[rR][eE][lL][eE][aA][sS][eE]|[rR][eE][dD][iI][sS])?[-._]?0*[0-6][-._][0-9]/;

const data = object(dataEntries);

const rules = ({ storage, resources: { memory }, replicasPerShard, minReplicasToWrite, images: { redis } }: Places<Filled<typeof data>>) => [
  rule(memory, atLeast(bytesIn(memory), constant(leastMemory)), "it must be at least '64Mi'; data get 40 % of what it has beyond 16Mi"),
  rule(
    storage,
    atLeast(bytesIn(storage), times(3, bytesIn(memory))),
    remedy`it must be at least three times the memory (${memory}): during a rewrite there are two append-only files, and a replica also keeps its initial copy`,
  ),
  rule(
    minReplicasToWrite,
    atMost(numberIn(minReplicasToWrite), numberIn(replicasPerShard)),
    remedy`it must be at most replicasPerShard (${replicasPerShard}), or all writes are refused`,
  ),
  // The scripts need 7.0 or newer; a tag that does not begin with a version cannot be checked.
  rule(redis.tag, differsFrom(redis.tag, before7), 'it must be Redis 7.0 or newer'),
];

/** The data of an environment for a Redis Cluster. */
export const redisClusterData = withRules(data, rules);

/** The same, with the props that code sets. */
export const redisClusterProps = withRules(
  object({
    ...dataEntries,
    password: optional(
      secretKey(
        "Password of the user `application`, with which clients log in. Those of the other users are in the Secret `<id>-internal`. Rotation: docs/redis.md. @default secret('<id>')",
      ),
    ),
  }),
  rules,
);

/** Props of a Redis Cluster. */
export type RedisClusterProps = Data<typeof redisClusterProps>;

/** The same with the defaults filled in. */
export type FilledProps = Filled<typeof redisClusterProps>;
