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
  shards: integer('Number of shards: masters that share the 16,384 slots. At least 3, so that two of them can vote the third out.', 3, 50),
  retiringPods: optional(
    integer(
      'Pods beyond those of the shards, which hold nothing that is needed: what they held is moved to the others. The first phase of having fewer shards or fewer replicas: docs/redis.md. @default 0',
      0,
      300,
    ),
  ),
  replicasPerShard: integer('Replicas of each shard.', 1, 5),
  resources: resources('Requests of a pod, and its memory limit: maxmemory is 70 % of it.'),
  sidecars: sidecars('keeper', 'exporter'),
  nodeTimeoutMilliseconds: optional(
    integer('Silence after which a node is taken for dead; what that makes of a failover: docs/redis.md. @default 5000', 1000, 60_000),
  ),
  maxmemoryPolicy: optional(
    oneOf(
      'What happens to a write when the memory is full. `noeviction`: it is refused. `allkeys-*`: any key may go. `volatile-*`: the same among keys with a TTL. @default noeviction',
      ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'],
    ),
  ),
  appendFsync: optional(
    oneOf('How often the append-only file is flushed to the disk: `everysec`, or `always`, before each answer. @default everysec', [
      'everysec',
      'always',
    ]),
  ),
  minReplicasToWrite: optional(
    integer(
      'Replicas that must have answered a master within 10 s, or it refuses writes. It bounds what a master that is cut off from its replicas, and not from its clients, can acknowledge in vain. With as many replicas away, as in each restart of one, the shard refuses writes: leave at least one replica per shard above it. @default 0',
      0,
    ),
  ),
  images: optional(
    described(
      "Images in place of the catalogue's.",
      object({
        redis: optional(imageOverride('Redis, 7.0 or newer; the keeper and the Job of the shards run in it too.')),
        exporter: optional(imageOverride('redis_exporter.')),
      }),
    ),
  ),
};

/** In bytes: the server and its backlog alone take 20 MiB or so. */
const leastMemory = 64 * 2 ** 20;

interface Sizes {
  readonly storage: string;
  readonly resources: { readonly memory: string };
  readonly replicasPerShard: number;
  readonly minReplicasToWrite?: number | undefined;
  readonly images?: { readonly redis?: { readonly tag?: string | undefined } | undefined } | undefined;
}

const agreement = ({ storage, resources: { memory }, replicasPerShard, minReplicasToWrite = 0, images }: Sizes) => [
  ...must(bytesOf(memory) >= leastMemory, ['resources', 'memory'], "it must be at least '64Mi', of which 70 % are for data"),
  ...must(
    bytesOf(storage) >= 3 * bytesOf(memory),
    ['storage'],
    `it must be at least three times the memory (${memory}): the append-only file is rewritten beside itself, and a replica has the copy that it began with`,
  ),
  ...must(minReplicasToWrite <= replicasPerShard, ['minReplicasToWrite'], `a shard has ${replicasPerShard}: with more no write would ever be taken`),
  // What the scripts use is in 7.0 and newer; a tag that begins with no number may be anything.
  ...must(!(Number.parseInt(images?.redis?.tag ?? '', 10) < 7), ['images', 'redis', 'tag'], 'it must be Redis 7.0 or newer'),
];

/** What an environment states of a Redis Cluster. */
export const redisClusterData = agreeing(object(dataEntries), agreement);

/** The same, and what code gives. */
export const redisClusterProps = agreeing(
  object({ ...dataEntries, password: optional(secretKey("Password of the default user. Rotation: docs/redis.md. @default secret('<id>')")) }),
  agreement,
);

/** Props of a Redis Cluster. */
export type RedisClusterProps = Data<typeof redisClusterProps>;
