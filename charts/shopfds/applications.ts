import { Edge } from '../../constructs/edge';
import { type App, type ChartProps, connect, PlatformChart } from '../../constructs/kubernetes';
import { WebService, type WebServiceProps } from '../../constructs/web-service';
import { brokerOf, databaseOf, redisOf, reported, schemaCheck } from './connections';
import type { DataChart } from './data';
import promised from './metrics.json';
import type { ShopfdsEnvironment } from './schema';

/** ShopFDS's own services. */
export class ApplicationsChart extends PlatformChart {
  readonly ecommerce: WebService;
  readonly fds: WebService;
  readonly mlService: WebService;
  readonly adminDashboard: WebService;

  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string, data: DataChart) {
    super(app, '20-applications', { ...props, namespace });
    const { environment } = props;
    const report = reported(environment);
    const service = (id: string, own: WebServiceProps): WebService =>
      new WebService(this, id, {
        ...own,
        schemaCheck,
        variables: report.variables,
        connections: [...(own.connections ?? []), ...report.connections],
        metrics: { promised },
      });
    this.mlService = service('ml-service', { ...environment.mlService, connections: databaseOf(data, 'fds') });
    this.fds = service('fds', {
      ...environment.fds,
      connections: [
        ...databaseOf(data, 'fds'),
        redisOf(data),
        connect(this.mlService.http, (ml) => ({ ML_SERVICE_URL: ml.url }), { survivesLoss: true }), // its rules rate without a model
      ],
    });
    this.ecommerce = service('ecommerce', {
      ...environment.ecommerce,
      connections: [
        ...databaseOf(data, 'ecommerce'),
        redisOf(data),
        brokerOf(data, 'ecommerce'),
        connect(this.fds.http, (fds) => ({ FDS_URL: fds.url })),
      ],
    });
    this.adminDashboard = service('admin-dashboard', {
      ...environment.adminDashboard,
      connections: [...databaseOf(data, 'ecommerce'), redisOf(data), connect(this.fds.http, (fds) => ({ FDS_URL: fds.url }), { survivesLoss: true })],
    });
    new Edge(this, 'shopfds-edge', {
      ...environment.edge,
      routes: { ecommerce: this.ecommerce.route, adminDashboard: this.adminDashboard.route },
    });
  }
}
