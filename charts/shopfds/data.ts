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
      databases: [
        {
          name: 'ecommerce',
          ownerPassword: secret('shopfds-db-ecommerce'),
          applicationPassword: secret('shopfds-db-ecommerce-app'),
          readerPassword: secret('shopfds-db-ecommerce-reader'),
        },
      ],
    });
    this.redis = new RedisCluster(this, 'shopfds-redis', props.environment.redis);
    this.rabbitmq = new RabbitmqCluster(this, 'shopfds-rabbitmq', {
      ...props.environment.rabbitmq,
      users: [
        { name: 'ecommerce', password: secret('shopfds-rabbitmq-ecommerce') },
        { name: 'worker', password: secret('shopfds-rabbitmq-worker'), celery: true },
        { name: 'flower', password: secret('shopfds-rabbitmq-flower'), celery: true },
      ],
      taskQueues: [{ name: 'orders', maximumMessages: 100_000, publishers: ['ecommerce'], consumers: ['worker'] }],
    });
  }
}
