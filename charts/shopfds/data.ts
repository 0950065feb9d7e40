import { type App, type ChartProps, PlatformChart, secret } from '../../constructs/kubernetes';
import { PostgresCluster } from '../../constructs/postgres';
import { RedisCluster } from '../../constructs/redis';
import type { ShopfdsEnvironment } from './schema';

/** ShopFDS's stores. */
export class DataChart extends PlatformChart {
  /** FR-001..003: streaming replication, reads on replicas, fallback in both directions. */
  readonly database: PostgresCluster;
  /** FR-008, FR-009, FR-013, FR-014: sessions and the blacklist. */
  readonly redis: RedisCluster;

  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string) {
    super(app, '10-data', { ...props, namespace });
    this.database = new PostgresCluster(this, 'shopfds-db', {
      ...props.environment.database,
      version: 15,
      databases: [database('ecommerce'), database('fds')],
    });
    this.redis = new RedisCluster(this, 'shopfds-redis', props.environment.redis);
  }
}

/** A database of one service: each has migrations of its own. */
const database = (name: string) => ({
  name,
  ownerPassword: secret(`shopfds-db-${name}`),
  applicationPassword: secret(`shopfds-db-${name}-app`),
  readerPassword: secret(`shopfds-db-${name}-reader`),
});
