import { Edge } from '../../constructs/edge';
import { type App, type ChartProps, connect, PlatformChart } from '../../constructs/kubernetes';
import { WebService } from '../../constructs/web-service';
import type { DataChart } from './data';
import type { ShopfdsEnvironment } from './schema';

/** ShopFDS's own services. */
export class ApplicationsChart extends PlatformChart {
  readonly ecommerce: WebService;

  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string, data: DataChart) {
    super(app, '20-applications', { ...props, namespace });
    this.ecommerce = new WebService(this, 'ecommerce', {
      ...props.environment.ecommerce,
      connections: [
        connect(data.database.readWrite('ecommerce'), (database) => ({ DATABASE_URL: database.url })),
        connect(data.database.readOnly('ecommerce'), (database) => ({ DATABASE_READ_URL: database.url }), { survivesLoss: true }),
        connect(
          data.redis.clients,
          (redis) => ({ REDIS_HOST: redis.host, REDIS_PORT: redis.port, REDIS_USERNAME: redis.username, REDIS_PASSWORD: redis.password }),
          { survivesLoss: true }, // FR-014: without Redis, it falls back to the database
        ),
      ],
    });
    new Edge(this, 'shopfds-edge', { ...props.environment.edge, routes: { ecommerce: this.ecommerce.route } });
  }
}
