import type { ClusterOptions, Redis } from 'ioredis';

/**
 * How a careful application uses ioredis with a Redis Cluster: whatever happens, a command has its answer or its error within two seconds, and the
 * client finds its way again by itself. In milliseconds.
 */
export const settings: ClusterOptions = {
  // A command fails at once while there is no cluster, so that the application can do without; else it would wait for as long as that takes.
  enableOfflineQueue: false,
  // A cluster that has lost its majority says that it is down, and still answers reads.
  enableReadyCheck: false,
  // A node that went dark says nothing: only by asking for the slots does the client learn who serves them now. ioredis does not ask by default.
  slotsRefreshInterval: 2000,
  slotsRefreshTimeout: 500,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  // With no node left it resolves the Service's name and begins anew; it never gives up.
  clusterRetryStrategy: () => 200,
  redisOptions: {
    // Short, because a failover waits for it: in one network a connection is there within a millisecond, or its node is not.
    connectTimeout: 500,
    commandTimeout: 2000,
    // A connection on which nothing came back is closed: the kernel would go on sending for a quarter of an hour.
    socketTimeout: 1500,
    keepAlive: 5000,
  },
};

/** For `scaleReads`: from the master, or from a replica, which may be behind, while there is no connection to the master. */
export const masterElseReplica = (nodes: (Redis | undefined)[]): Redis | undefined =>
  nodes.find((node) => node?.status === 'ready') ?? nodes.find((node) => node?.status === 'wait');
