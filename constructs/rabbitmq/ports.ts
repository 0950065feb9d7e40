/** The nodes of the cluster connect to each other's epmd, which knows their names, and to the port of Erlang's distribution. */
export const ports = { amqp: 5672, metrics: 15692, epmd: 4369, distribution: 25672 } as const;
