import type { Construct } from 'constructs';
import { type Endpoint, hostOf, invalid, type SecretKey, type Template, type Workload } from '../kubernetes';
import { ports } from './configuration';
import type { PostgresClusterProps } from './schema';

/** What a client of PostgreSQL configures. */
export interface PostgresValues {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: SecretKey;
  /** For clients that read libpq's URLs (psycopg, libpq, node-postgres); others are better served by the parts. */
  readonly url: Template;
}

export function readWriteEndpoint(scope: Construct, workload: Workload, props: PostgresClusterProps, database: string): Endpoint<PostgresValues> {
  const password = ownerOf(scope, props, database);
  return {
    workload,
    ports: [ports.postgresql],
    values: (client) => values(hostOf(`${workload.instance}-rw`, workload.namespace, client), database, password, 'read-write'),
  };
}

export function readOnlyEndpoint(
  scope: Construct,
  workload: Workload,
  proxy: Workload | undefined,
  props: PostgresClusterProps,
  database: string,
): Endpoint<PostgresValues> {
  const password = ownerOf(scope, props, database);
  return {
    workload: proxy ?? workload,
    ports: [ports.postgresql],
    values: (client) => values(hostOf(`${workload.instance}-ro`, workload.namespace, client), database, password, 'any'),
  };
}

function ownerOf(scope: Construct, props: PostgresClusterProps, name: string): SecretKey {
  const database = props.databases.find((candidate) => candidate.name === name);
  if (!database)
    throw invalid(scope, 'the database to connect to', name, `it must be one of ${props.databases.map((known) => known.name).join(', ')}`);
  return database.ownerPassword;
}

/**
 * How soon a client notices a server that went away without a word: 2 s to connect (per address), 5 s + 2 x 2 s on an idle connection, 6 s on
 * one that waits for an answer to what it sent. In milliseconds where libpq has it so (tcp_user_timeout).
 */
const settings = 'connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=6000';

const values = (host: string, database: string, password: SecretKey, sessions: 'read-write' | 'any'): PostgresValues => ({
  host,
  port: String(ports.postgresql),
  database,
  user: database,
  password,
  url: {
    parts: [`postgresql://${database}:`, password, `@${host}:${ports.postgresql}/${database}?${settings}&target_session_attrs=${sessions}`],
  },
});
