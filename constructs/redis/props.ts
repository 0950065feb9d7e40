import type { Resources, SecretKey } from '../kubernetes';

/**
 * What happens to a write when the memory is full.
 *
 * - `noeviction`: it is refused. What was written stays.
 * - `allkeys-*`: any key may go, the least recently (`lru`) or least frequently (`lfu`) used first: a cache.
 * - `volatile-*`: the same among keys with a TTL alone; `volatile-ttl` takes those that end soonest.
 */
export type MaxmemoryPolicy = 'noeviction' | 'allkeys-lru' | 'allkeys-lfu' | 'volatile-lru' | 'volatile-lfu' | 'volatile-ttl';

/** How often the append-only file is flushed to the disk: `everysec`, or `always`, before each answer, at the disk's pace. */
export type AppendFsync = 'everysec' | 'always';

export interface RedisClusterProps {
  /** Number of shards: masters that share the 16,384 slots. At least 3, so that two of them can vote the third out. */
  readonly shards: number;
  /**
   * Shards that are on their way out: their slots are moved to the others, their pods stay and hold nothing that is needed. The first phase of
   * scaling down: docs/redis.md. @default 0
   */
  readonly retiringShards?: number;
  /** Replicas of each shard, from 1 to 5. */
  readonly replicasPerShard: number;
  /** Password of the default user. Rotation: docs/redis.md. @default secret('<id>') */
  readonly password?: SecretKey;
  /** Size of each pod's volume, such as '10Gi': twice the memory or more, for the append-only file and its rewriting. */
  readonly storage: string;
  /** Requests of a pod, and its memory limit: maxmemory is 70 % of it. */
  readonly resources: Resources;
  /** Milliseconds of silence after which a node is taken for dead; a failover takes 1 to 2 s more. @default 5000 */
  readonly nodeTimeout?: number;
  /** What happens to a write when the memory is full. @default noeviction */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;
  /** How often the append-only file is flushed to the disk. @default everysec */
  readonly appendFsync?: AppendFsync;
  /**
   * Replicas that must have answered a master within 10 s, or it refuses writes. It bounds what a master that is cut off from its replicas, and
   * not from its clients, can acknowledge in vain. Its price: with as many replicas away, as in each restart of one, the shard refuses writes;
   * leave at least one replica per shard above it. @default 0
   */
  readonly minReplicasToWrite?: number;
  /** Tag of the image, where the catalogue's is not meant. @default the catalogue's */
  readonly imageVersion?: string;
}
