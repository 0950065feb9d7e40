import type { Construct } from 'constructs';
import { type Endpoint, hostOf, invalid, type SecretKey, type Template, type Workload } from '../kubernetes';
import { ports } from './configuration';
import { type Kind, type Role, roleFor } from './roles';
import type { PostgresClusterProps } from './schema';

/** Values for the configuration of a PostgreSQL client. */
export interface PostgresValues {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: SecretKey;
  /** URL for clients that accept libpq's format (psycopg, libpq, node-postgres); use the parts for others. */
  readonly url: Template;
}

export function readWriteEndpoint(
  scope: Construct,
  workload: Workload,
  props: PostgresClusterProps,
  database: string,
  kind: 'owner' | 'application',
): Endpoint<PostgresValues> {
  const role = roleOf(scope, props, database, kind);
  return {
    workload,
    ports: [ports.postgresql],
    values: (client) => values(hostOf(`${workload.instance}-rw`, workload.namespace, client), database, role, 'read-write'),
  };
}

export function readOnlyEndpoint(
  scope: Construct,
  workload: Workload,
  proxy: Workload | undefined,
  props: PostgresClusterProps,
  database: string,
): Endpoint<PostgresValues> {
  const role = roleOf(scope, props, database, 'reader');
  return {
    workload: proxy ?? workload,
    ports: [ports.postgresql],
    values: (client) => values(hostOf(`${workload.instance}-ro`, workload.namespace, client), database, role, 'any'),
  };
}

function roleOf(scope: Construct, props: PostgresClusterProps, name: string, kind: Kind): Role {
  const database = props.databases.find((candidate) => candidate.name === name);
  if (!database)
    throw invalid(scope, 'the database to connect to', name, `it must be one of ${props.databases.map((known) => known.name).join(', ')}`);
  return roleFor(database, kind);
}

/**
 * Time until a client detects a server that disappeared without closing connections: 2 s to connect (per address), 5 s + 2 x 2 s on an idle
 * connection, 6 s on a connection with unacknowledged data. tcp_user_timeout is in milliseconds, as libpq defines it.
 */
const settings = 'connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=6000';

const values = (host: string, database: string, { name, secret, key }: Role, sessions: 'read-write' | 'any'): PostgresValues => ({
  host,
  port: String(ports.postgresql),
  database,
  user: name,
  password: { secret, key },
  url: {
    parts: [`postgresql://${name}:`, { secret, key }, `@${host}:${ports.postgresql}/${database}?${settings}&target_session_attrs=${sessions}`],
  },
});
