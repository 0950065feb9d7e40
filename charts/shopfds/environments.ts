import type { Data } from '../../constructs/kubernetes';
import type { schema } from './schema';

type Environment = Data<typeof schema>;

const cluster = {
  domain: 'cluster.local',
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  scraper: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  runbooks: 'https://git.example.com/ballast/docs/runbooks',
};

/** Any bare cluster: it needs no operators, and its API server may have any address. */
export const dev: Environment = {
  cluster: {
    ...cluster,
    apiServer: { cidrs: ['0.0.0.0/0'], ports: [443, 6443] },
    edge: { kind: 'nginx', clients: ['0.0.0.0/0'] },
    operators: [],
  },
  secrets: { source: 'generated' },
  database: { architecture: 'standalone', storage: '1Gi', resources: { cpu: '100m', memory: '512Mi' } },
  redis: { shards: 3, replicasPerShard: 1, storage: '256Mi', resources: { cpu: '20m', memory: '64Mi' } },
  ecommerce: { image: 'ghcr.io/shopfds/ecommerce:1.0.0', replicas: 1, resources: { cpu: '50m', memory: '128Mi' } },
  edge: { hosts: { shop: { host: 'shop.localhost', paths: { ecommerce: ['/'] } } }, replicas: 1, resources: { cpu: '20m', memory: '64Mi' } },
};

export const staging: Environment = {
  cluster: {
    ...cluster,
    apiServer: { cidrs: ['10.20.0.0/28'], ports: [443, 6443] },
    storageClass: 'ssd',
    edge: { kind: 'ingress', namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' }, ingressClass: 'traefik' },
    certificates: { source: 'existing' },
    operators: ['prometheus', 'external-secrets'],
  },
  secrets: { source: 'external-secrets', store: { kind: 'ClusterSecretStore', name: 'platform' }, path: 'shopfds/staging', refreshInterval: '1h' },
  database: {
    architecture: 'replicated',
    replicas: 2,
    synchronous: 'off',
    maximumReadLag: '16MB',
    readProxy: { replicas: 2, resources: { cpu: '50m', memory: '128Mi' } },
    storage: '10Gi',
    resources: { cpu: '250m', memory: '1Gi' },
  },
  redis: { shards: 3, replicasPerShard: 1, storage: '2Gi', resources: { cpu: '100m', memory: '512Mi' } },
  ecommerce: {
    image: 'ghcr.io/shopfds/ecommerce:1.0.0',
    replicas: 2,
    resources: { cpu: '100m', memory: '256Mi' },
  },
  edge: { hosts: { shop: { host: 'shop.staging.example.com', paths: { ecommerce: ['/'] } } } },
};

export const production: Environment = {
  cluster: {
    ...cluster,
    apiServer: { cidrs: ['10.10.0.0/28'], ports: [443, 6443] },
    storageClass: 'ssd',
    edge: {
      kind: 'gateway',
      namespace: 'envoy-gateway-system',
      labels: { 'app.kubernetes.io/name': 'envoy', 'app.kubernetes.io/component': 'proxy' },
      gatewayClass: 'envoy',
    },
    certificates: { source: 'cert-manager', issuer: { kind: 'ClusterIssuer', name: 'public' } },
    operators: ['prometheus', 'external-secrets', 'cert-manager', 'gateway-api'],
  },
  secrets: { source: 'external-secrets', store: { kind: 'ClusterSecretStore', name: 'platform' }, path: 'shopfds/production', refreshInterval: '1h' },
  database: {
    architecture: 'replicated',
    replicas: 3,
    synchronous: 'quorum', // acknowledged orders survive the loss of the primary
    maximumReadLag: '16MB',
    readProxy: { replicas: 3, resources: { cpu: '100m', memory: '128Mi' } },
    storage: '100Gi',
    resources: { cpu: '2', memory: '8Gi' },
  },
  redis: { shards: 3, replicasPerShard: 1, storage: '8Gi', resources: { cpu: '250m', memory: '2Gi' } },
  ecommerce: {
    image: 'ghcr.io/shopfds/ecommerce:1.0.0',
    replicas: 3,
    resources: { cpu: '500m', memory: '512Mi' },
  },
  edge: { hosts: { shop: { host: 'shop.example.com', paths: { ecommerce: ['/'] } } } },
};
