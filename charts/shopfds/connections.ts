// Connections that several services of ShopFDS have, with the names of their variables.
import { type Connection, connect, type EnvironmentVariables, external, secret } from '../../constructs/kubernetes';
import type { DataChart } from './data';
import type { ShopfdsEnvironment } from './schema';

/** FR-002, FR-003: writes go to the primary, reads to replicas. */
export const databaseOf = ({ database }: DataChart, name: string): Connection[] => [
  connect(database.readWrite(name), ({ url }) => ({ DATABASE_URL: url })),
  connect(database.readOnly(name), ({ url }) => ({ DATABASE_READ_URL: url }), { survivesLoss: true }),
];

/** FR-006: migrations run as the owner of the tables. */
export const ownerOf = ({ database }: DataChart, name: string): Connection => connect(database.owner(name), ({ url }) => ({ DATABASE_URL: url }));

/** FR-008..014: sessions, cache and blacklist. Without Redis, a service falls back to the database. */
export const redisOf = ({ redis }: DataChart): Connection =>
  connect(
    redis.clients,
    ({ host, port, username, password }) => ({ REDIS_HOST: host, REDIS_PORT: port, REDIS_USERNAME: username, REDIS_PASSWORD: password }),
    { survivesLoss: true },
  );

/** A user of the broker. Tasks are sent with publisher confirms, so a service notices when the broker does not take one. */
export const brokerOf = ({ rabbitmq }: DataChart, user: string): Connection =>
  connect(rabbitmq.client(user), ({ url }) => ({ CELERY_BROKER_URL: url }));

/** A program of each image with a database: docs/migration.md. */
export const schemaCheck = ['schema-check'];

/** How a service reports: JSON logs, and errors to Sentry, a project for each environment (FR-024). */
export const reported = ({
  logLevel,
  sentry,
}: ShopfdsEnvironment): { readonly variables: EnvironmentVariables; readonly connections: Connection[] } => ({
  variables: {
    LOG_FORMAT: 'json',
    LOG_LEVEL: logLevel,
    SENTRY_DSN: secret('shopfds-sentry', 'dsn'), // a trial has random text in place of a URL; it means no reports
    SENTRY_ENVIRONMENT: sentry.environment,
  },
  connections: [connect(external('sentry.io', 443), { survivesLoss: true })],
});
