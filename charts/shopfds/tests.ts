import { type App, type ChartProps, PlatformChart } from '../../constructs/kubernetes';
import type { ApplicationsChart } from './applications';
import type { DataChart } from './data';
import type { ShopfdsEnvironment } from './schema';

/** What `helm test` runs: the stores take writes, and the services answer. */
export class TestsChart extends PlatformChart {
  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string, data: DataChart, applications: ApplicationsChart) {
    super(app, '95-tests', { ...props, namespace });
    data.database.addTest(this, 'ecommerce');
    data.redis.addTest(this);
    data.rabbitmq.addTest(this);
    applications.ecommerce.addTest(this);
  }
}
