import { edgeData } from '../../constructs/edge';
import { described, environmentSchema, type Filled, includes, is, name, object, oneOf, rule, when, withRules } from '../../constructs/kubernetes';
import { migrationData } from '../../constructs/migration';
import { postgresData } from '../../constructs/postgres';
import { rabbitmqData } from '../../constructs/rabbitmq';
import { redisClusterData } from '../../constructs/redis';
import { schedulerData } from '../../constructs/scheduler';
import { taskMonitorData } from '../../constructs/task-monitor';
import { webServiceData } from '../../constructs/web-service';
import { workerData } from '../../constructs/worker';

const sentry = object({ environment: name('Name of the environment in Sentry. Its DSN is in the Secret `shopfds-sentry`.') });

const needsKeda = "it requires 'keda' in cluster.operators";

/** The data of ShopFDS's environments: every value that `environments.ts` may have. */
export const schema = withRules(
  environmentSchema({
    database: described('The database: PostgreSQL.', postgresData(15)),
    redis: described('Cart, sessions and cache: Redis Cluster.', redisClusterData),
    rabbitmq: described('Task queues: RabbitMQ.', rabbitmqData),
    logLevel: oneOf('Least severity of the log lines that the services write.', ['DEBUG', 'INFO', 'WARNING']),
    sentry: described('Reports of errors to Sentry.', sentry),
    migrations: described('Migrations of the databases.', migrationData),
    ecommerce: described('The shop itself: a web service. Its image also runs its tasks, the scheduler, and its migration.', webServiceData),
    fds: described('Fraud detection: a web service. Its image also runs its tasks, and its migration.', webServiceData),
    mlService: described('Models that rate transactions: a web service.', webServiceData),
    edge: described('The way in for clients outside of the cluster.', edgeData({ shop: ['ecommerce'], admin: ['adminDashboard'] })),
    ecommerceWorker: described('Workers for the tasks of the shop.', workerData),
    evaluationWorker: described('Workers for the tasks of fraud detection.', workerData),
    scheduler: described('Sends the tasks that are due.', schedulerData),
    taskMonitor: described('Shows tasks and workers: Flower.', taskMonitorData),
    adminDashboard: described('API of the administration: a web service.', webServiceData),
  }),
  ({ cluster, ecommerce, fds, mlService, adminDashboard, ecommerceWorker, evaluationWorker }) => [
    ...[ecommerce, fds, mlService, adminDashboard].map(({ autoscaling: { by } }) =>
      when(is(by, 'requests'), rule(by, includes(cluster.operators, 'keda'), needsKeda)),
    ),
    ...[ecommerceWorker, evaluationWorker].map(({ autoscaling: { by } }) =>
      when(is(by, 'tasks'), rule(by, includes(cluster.operators, 'keda'), needsKeda)),
    ),
  ],
);

/** The data of one environment with the defaults filled in. */
export type ShopfdsEnvironment = Filled<typeof schema>;
