/** The bus is where the nodes of the cluster talk to each other: always 10000 above the clients' port. */
export const ports = { redis: 6379, bus: 16379, metrics: 9121 } as const;
