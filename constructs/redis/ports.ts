/** The nodes of the cluster communicate over the bus. Its port is always the clients' port plus 10000. */
export const ports = { redis: 6379, bus: 16379, metrics: 9121 } as const;
