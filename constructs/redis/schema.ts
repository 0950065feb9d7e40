import { bytesOf } from '../../model';
import {
  agreeing,
  type Data,
  described,
  imageOverride,
  integer,
  must,
  object,
  oneOf,
  optional,
  resources,
  secretKey,
  sidecars,
  storeEntries,
} from '../kubernetes';

const dataEntries = {
  ...storeEntries,
  shards: integer('Number of shards, which share the 16,384 slots. At least 3, so that two masters can fail over the third.', 3, 50),
  retiringPods: optional(
    integer(
      'Pods that will be removed, in addition to those of the shards. Their data are moved to the other pods. This is the first phase of scaling down shards or replicas: docs/redis.md. @default 0',
      0,
      300,
    ),
  ),
  replicasPerShard: integer('Replicas of each shard.', 1, 5),
  resources: resources('Requests and memory limit of a pod. maxmemory is 40 % of what the limit has beyond 16 MiB: docs/redis.md, *Memory*.'),
  sidecars: sidecars('keeper', 'exporter'),
  nodeTimeoutMilliseconds: optional(
    integer(
      'Milliseconds after which a node that does not answer counts as failed. docs/redis.md gives the resulting failover times. @default 5000',
      1000,
      60_000,
    ),
  ),
  maxmemoryPolicy: optional(
    oneOf(
      'Effect of a write when the memory is full. `noeviction`: it is refused. `allkeys-*`: any key may be dropped. `volatile-*`: any key with a TTL may be dropped. @default noeviction',
      ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'],
    ),
  ),
  appendFsync: optional(
    oneOf('How often the append-only file is flushed to disk: every second (`everysec`) or before each reply (`always`). @default everysec', [
      'everysec',
      'always',
    ]),
  ),
  minReplicasToWrite: optional(
    integer(
      'Number of replicas that must have answered a master within the last 10 s; otherwise it refuses writes. This limits the writes that are lost after a partition between a master and its replicas. If fewer replicas are available, for example during the restart of one, the shard refuses writes: set it at least one below replicasPerShard. @default 0',
      0,
    ),
  ),
  images: optional(
    described(
      "Images to use instead of the catalogue's.",
      object({
        redis: optional(imageOverride('Redis 7.0 or newer, also for the keeper and the Job that moves slots.')),
        exporter: optional(imageOverride('redis_exporter.')),
      }),
    ),
  ),
};

/** In bytes. Of 64 MiB, 19 are for data; the server alone takes 10 in memory, and its scripts as much. */
const leastMemory = 64 * 2 ** 20;

interface Sizes {
  readonly storage: string;
  readonly resources: { readonly memory: string };
  readonly replicasPerShard: number;
  readonly minReplicasToWrite?: number | undefined;
  readonly images?: { readonly redis?: { readonly tag?: string | undefined } | undefined } | undefined;
}

const agreement = ({ storage, resources: { memory }, replicasPerShard, minReplicasToWrite = 0, images }: Sizes) => [
  ...must(bytesOf(memory) >= leastMemory, ['resources', 'memory'], "it must be at least '64Mi'; data get 40 % of what it has beyond 16Mi"),
  ...must(
    bytesOf(storage) >= 3 * bytesOf(memory),
    ['storage'],
    `it must be at least three times the memory (${memory}): during a rewrite there are two append-only files, and a replica also keeps its initial copy`,
  ),
  ...must(
    minReplicasToWrite <= replicasPerShard,
    ['minReplicasToWrite'],
    `it must be at most replicasPerShard (${replicasPerShard}), or all writes are refused`,
  ),
  // The scripts need 7.0 or newer; a tag that does not begin with a version cannot be checked.
  ...must(!(versionOf(images?.redis?.tag ?? '') < 7), ['images', 'redis', 'tag'], 'it must be Redis 7.0 or newer'),
];

/** Major version that a tag begins with; NaN if there is none. */
const versionOf = (tag: string): number => Number.parseInt(/^(?:v|r|rel|release|redis)?[-._]?([0-9]+)[-._][0-9]/i.exec(tag)?.[1] ?? '', 10);

/** The data of an environment for a Redis Cluster. */
export const redisClusterData = agreeing(object(dataEntries), agreement);

/** The same, with the props that code sets. */
export const redisClusterProps = agreeing(
  object({
    ...dataEntries,
    password: optional(
      secretKey(
        "Password of the user `application`, with which clients log in. Those of the other users are in the Secret `<id>-internal`. Rotation: docs/redis.md. @default secret('<id>')",
      ),
    ),
  }),
  agreement,
);

/** Props of a Redis Cluster. */
export type RedisClusterProps = Data<typeof redisClusterProps>;
