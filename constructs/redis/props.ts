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
   * Pods beyond those of the shards, which hold nothing that is needed: what they held is moved to the others. The first phase of having fewer
   * shards or fewer replicas: docs/redis.md. @default 0
   */
  readonly retiringPods?: number;
  /** Replicas of each shard, from 1 to 5. */
  readonly replicasPerShard: number;
  /** Password of the default user. Rotation: docs/redis.md. @default secret('<id>') */
  readonly password?: SecretKey;
  /**
   * Size of each pod's volume, such as '10Gi': three times the memory or more, for the append-only file, its rewriting, and the copy that a replica
   * begins with.
   */
  readonly storage: string;
  /** Requests of a pod, and its memory limit: maxmemory is 70 % of it. */
  readonly resources: Resources;
  /** Milliseconds of silence after which a node is taken for dead; what that makes of a failover: docs/redis.md. @default 5000 */
  readonly nodeTimeoutMilliseconds?: number;
  /** What happens to a write when the memory is full. @default noeviction */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;
  /** How often the append-only file is flushed to the disk. @default everysec */
  readonly appendFsync?: AppendFsync;
  /**
   * Replicas that must have answered a master within 10 s, or it refuses writes. It bounds what a master that is cut off from its replicas, and
   * not from its clients, can acknowledge in vain. Its price: with as many replicas away, as in each restart of one, or when the keeper
   * has one change its place, the shard refuses writes; leave at least one replica per shard above it. @default 0
   */
  readonly minReplicasToWrite?: number;
  /** Tag of the image, where the catalogue's is not meant. @default the catalogue's */
  readonly imageVersion?: string;
}
