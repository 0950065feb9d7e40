import { type App, type ChartProps, PlatformChart, secret } from '../../constructs/kubernetes';
import { PostgresCluster } from '../../constructs/postgres';
import { RabbitmqCluster } from '../../constructs/rabbitmq';
import { RedisCluster } from '../../constructs/redis';
import type { ShopfdsEnvironment } from './schema';

/** ShopFDS's stores. */
export class DataChart extends PlatformChart {
  /** FR-001..003: streaming replication, reads on replicas, fallback in both directions. */
  readonly database: PostgresCluster;
  /** FR-008, FR-009, FR-013, FR-014: sessions and the blacklist. */
  readonly redis: RedisCluster;
  /** FR-016..021: orders and other slow work, done by workers; a failed task is repeated and never lost. */
  readonly rabbitmq: RabbitmqCluster;

  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string) {
    super(app, '10-data', { ...props, namespace });
    this.database = new PostgresCluster(this, 'shopfds-db', {
      ...props.environment.database,
      version: 15,
      databases: [database('ecommerce'), database('fds')],
    });
    this.redis = new RedisCluster(this, 'shopfds-redis', props.environment.redis);
    this.rabbitmq = new RabbitmqCluster(this, 'shopfds-rabbitmq', {
      ...props.environment.rabbitmq,
      users: [
        brokerUser('ecommerce'),
        brokerUser('scheduler'),
        ...['ecommerce-worker', 'evaluation-worker', 'flower'].map((name) => ({ ...brokerUser(name), celery: true })),
      ],
      taskQueues: [
        {
          name: 'ecommerce-tasks', // e-mails, reports, cleaning
          maximumMessages: 100_000,
          publishers: ['ecommerce', 'ecommerce-worker', 'scheduler'],
          consumers: ['ecommerce-worker'],
        },
        {
          name: 'fds-tasks', // evaluation of the day's transactions
          maximumMessages: 100_000,
          publishers: ['evaluation-worker', 'scheduler'],
          consumers: ['evaluation-worker'],
        },
      ],
    });
  }
}

/** A database of one service: each has migrations of its own. */
const database = (name: string) => ({
  name,
  ownerPassword: secret(`shopfds-db-${name}`),
  applicationPassword: secret(`shopfds-db-${name}-app`),
  readerPassword: secret(`shopfds-db-${name}-reader`),
});

const brokerUser = (name: string) => ({ name, password: secret(`shopfds-rabbitmq-${name}`) });
