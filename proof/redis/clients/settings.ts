import type { ClusterOptions, Redis } from 'ioredis';

/**
 * How a careful application uses ioredis with a Redis Cluster: in every failure, a command returns an answer or an error within two seconds, and the
 * client recovers by itself. In milliseconds.
 */
export const settings: ClusterOptions = {
  // Without a cluster, a command fails at once, so that the application can continue without Redis. Otherwise it would wait until the cluster is back.
  enableOfflineQueue: false,
  // A cluster that has lost its majority reports that it is down, but still answers reads.
  enableReadyCheck: false,
  // A node that is cut off sends nothing: the client learns who serves its slots only by a refresh. ioredis does not refresh by default.
  slotsRefreshInterval: 2000,
  slotsRefreshTimeout: 500,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  // With no node left, it resolves the Service's name and starts again, without a limit.
  clusterRetryStrategy: () => 200,
  redisOptions: {
    // Short, because a failover waits for it. In one network, a connection succeeds within a millisecond unless its node is gone.
    connectTimeout: 500,
    commandTimeout: 2000,
    // Closes a connection that receives nothing: the kernel would retransmit for a quarter of an hour.
    socketTimeout: 1500,
    keepAlive: 5000,
  },
};

/** For `scaleReads`: the master, or a replica, which may be behind, while there is no connection to the master. */
export const masterElseReplica = (nodes: (Redis | undefined)[]): Redis | undefined =>
  nodes.find((node) => node?.status === 'ready') ?? nodes.find((node) => node?.status === 'wait');
