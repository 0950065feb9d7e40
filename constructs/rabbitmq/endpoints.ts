import type { Construct } from 'constructs';
import { type Endpoint, hostOf, invalid, type SecretKey, type Template, type Workload } from '../kubernetes';
import { ports } from './ports';
import type { User } from './users';

/** Values for the configuration of a client of AMQP 0-9-1, such as Celery. */
export interface RabbitmqValues {
  readonly host: string;
  readonly port: string;
  readonly vhost: string;
  readonly username: string;
  readonly password: SecretKey;
  /** `amqp://user:password@host:port/vhost`. */
  readonly url: Template;
}

/** The endpoint for one user. */
export function clientEndpoint(
  scope: Construct,
  workload: Workload,
  accounts: readonly User[],
  name: string,
  vhost: string,
): Endpoint<RabbitmqValues> {
  const user = accounts.find((candidate) => candidate.name === name);
  if (!user) throw invalid(scope, 'the user to connect as', name, `it must be one of ${accounts.map((known) => known.name).join(', ')}`);
  const { password } = user;
  return {
    workload,
    ports: [ports.amqp],
    values: (client) => {
      const host = hostOf(workload.instance, workload.namespace, client);
      return {
        host,
        port: String(ports.amqp),
        vhost,
        username: name,
        password,
        url: { parts: [`amqp://${name}:`, password, `@${host}:${ports.amqp}/${vhost}`] },
      };
    },
  };
}
