// An edge in front of two web services, on each kind of cluster.
import { Edge, type EdgeProps } from '../../../constructs/edge';
import type { EnvironmentData } from '../../../constructs/kubernetes';
import { WebService } from '../../../constructs/web-service';
import type { Model } from '../../../model';
import { environment, onCluster, renderIn } from '../fixture';

type Cluster = EnvironmentData['cluster'];

export const gateway: Partial<Cluster> = {
  edge: { kind: 'gateway', namespace: 'envoy', labels: { app: 'envoy' }, gatewayClass: 'envoy' },
  certificates: { source: 'existing' },
  operators: ['gateway-api'],
};
export const nginx: Partial<Cluster> = { edge: { kind: 'nginx', clients: ['0.0.0.0/0'] } };
export const ingress: Partial<Cluster> = { edge: environment.cluster.edge };
export const existing: Partial<Cluster> = { certificates: { source: 'existing' } };
export const certManager: Partial<Cluster> = {
  certificates: { source: 'cert-manager', issuer: { kind: 'ClusterIssuer', name: 'public' } },
  operators: ['cert-manager', 'gateway-api'],
};

export const hosts: EdgeProps['hosts'] = {
  shop: { host: 'shop.example.com', secret: 'shop-tls', paths: { web: ['/'], admin: ['/admin', '/reports'] } },
};

/** The edge `edge` in front of the services `web` and `admin`. */
export const edgeOn = (cluster: Partial<Cluster>, props: Partial<EdgeProps> = {}): Model =>
  renderIn((chart) => {
    const service = (id: string) =>
      new WebService(chart, id, { image: 'ghcr.io/shop/app:1.0.0', replicas: 1, resources: { cpu: '50m', memory: '64Mi' } });
    new Edge(chart, 'edge', { hosts, routes: { web: service('web').route, admin: service('admin').route }, ...props });
  }, onCluster(cluster));
