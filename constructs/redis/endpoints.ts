import { type Endpoint, hostOf, type SecretKey, type Workload } from '../kubernetes';
import { ports } from './ports';

/** What a client of a Redis Cluster configures: it asks any pod for the others, so it must be one that knows Redis Cluster. */
export interface RedisClusterValues {
  /** The seed: any pod that is ready. */
  readonly host: string;
  readonly port: string;
  /** Of the default user. */
  readonly password: SecretKey;
}

export const clientsEndpoint = (workload: Workload, password: SecretKey): Endpoint<RedisClusterValues> => ({
  workload,
  ports: [ports.redis],
  values: (client) => ({ host: hostOf(workload.instance, workload.namespace, client), port: String(ports.redis), password }),
});
