import { type Endpoint, hostOf, type SecretKey, type Workload } from '../kubernetes';
import { ports } from './ports';
import type { User } from './users';

/** Values for the configuration of a client, which must support Redis Cluster, because it discovers the other pods through any of them. */
export interface RedisClusterValues {
  /** The seed: any ready pod. */
  readonly host: string;
  readonly port: string;
  /** A client must log in with this name: there is no default user. */
  readonly username: string;
  readonly password: SecretKey;
}

export const clientsEndpoint = (workload: Workload, password: SecretKey): Endpoint<RedisClusterValues> => ({
  workload,
  ports: [ports.redis],
  values: (client) => ({
    host: hostOf(workload.instance, workload.namespace, client),
    port: String(ports.redis),
    username: 'application' satisfies User,
    password,
  }),
});
