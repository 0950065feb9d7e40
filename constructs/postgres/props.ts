import { type Resources, type SecretKey, secret } from '../kubernetes';

/** A database and the role that owns it. The role bears the database's name. */
export interface PostgresDatabase {
  /** Name of the database and of its owner. */
  readonly name: string;
  /** Password of the owner. */
  readonly ownerPassword: SecretKey;
}

/** Timing of Patroni's lock, in seconds: how long an outage without notice lasts, and how long a silence of the API server is borne. */
export interface PatroniTiming {
  /** A primary that has not renewed its lock for this long is replaced. Patroni's floor is 20. @default 20 */
  readonly ttlSeconds: number;
  /** Pause between two looks at the cluster's state. @default 2 */
  readonly loopWaitSeconds: number;
  /** How long calls to the API server are tried again. @default 6 */
  readonly retryTimeoutSeconds: number;
}

/**
 * When a commit is acknowledged.
 *
 * - `off`: when the primary has it. A primary that is lost takes its last commits with it.
 * - `on`: when one named replica has it too. That replica's loss stops commits until Patroni names another.
 * - `quorum`: when any one replica has it too. With no replica left, the primary goes on alone.
 * - `quorum-strict`: the same, but with no replica left no commit is acknowledged.
 */
export type Synchronous = 'off' | 'on' | 'quorum' | 'quorum-strict';

export interface StandaloneTopology {
  /** One instance, restarted in place. */
  readonly architecture: 'standalone';
}

export interface ReplicatedTopology {
  /** A primary and replicas, with automatic failover, and a read proxy. */
  readonly architecture: 'replicated';
  /** Number of instances, the primary included: 3 to survive the loss of a node, up to 7. */
  readonly replicas: number;
  /** When a commit is acknowledged. */
  readonly synchronous: Synchronous;
  /** How far a replica may be behind and still be given new sessions, as a size of WAL such as '16MB'. */
  readonly maximumReadLag: string;
  /** The proxy that spreads reads: number of pods, and what each asks for. */
  readonly readProxy: { readonly replicas: number; readonly resources: Resources };
}

export type PostgresClusterProps = {
  /** Major version of PostgreSQL: the image holds 15 to 18. */
  readonly version: 15 | 16 | 17 | 18;
  /** Databases with their owners. Removing one here removes nothing on the server. */
  readonly databases: readonly PostgresDatabase[];
  /** Password of the role postgres. */
  readonly superuserPassword: SecretKey;
  /** Password of the role replicator. @default secret('<id>-replication') */
  readonly replicationPassword?: SecretKey;
  /** Size of each instance's volume, such as '20Gi'. */
  readonly storage: string;
  /** Requests of an instance, and its memory limit: shared_buffers and the like follow from it at start. */
  readonly resources: Resources;
  /** Parameters of postgresql.conf beside those that are set or derived here. @default none */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Timing of failover. @default { ttlSeconds: 20, loopWaitSeconds: 2, retryTimeoutSeconds: 6 } */
  readonly timing?: PatroniTiming;
  /** Tag of the image, where the catalogue's is not meant. @default the catalogue's */
  readonly imageVersion?: string;
} & (StandaloneTopology | ReplicatedTopology);

/** Number of instances. */
export const instancesOf = (props: PostgresClusterProps): number => (props.architecture === 'replicated' ? props.replicas : 1);

export const defaultReplication = (name: string): SecretKey => secret(`${name}-replication`);

export const defaultTiming: PatroniTiming = { ttlSeconds: 20, loopWaitSeconds: 2, retryTimeoutSeconds: 6 };
