import { type Endpoint, hostOf, type SecretKey, type Workload } from '../kubernetes';
import { ports } from './ports';

/** Values for the configuration of a client, which must support Redis Cluster, because it discovers the other pods through any of them. */
export interface RedisClusterValues {
  /** The seed: any ready pod. */
  readonly host: string;
  readonly port: string;
  /** Password of the default user. */
  readonly password: SecretKey;
}

export const clientsEndpoint = (workload: Workload, password: SecretKey): Endpoint<RedisClusterValues> => ({
  workload,
  ports: [ports.redis],
  values: (client) => ({ host: hostOf(workload.instance, workload.namespace, client), port: String(ports.redis), password }),
});
