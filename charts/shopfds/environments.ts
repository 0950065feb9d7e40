import type { Data } from '../../constructs/kubernetes';
import type { schema } from './schema';

type Environment = Data<typeof schema>;

const cluster = {
  domain: 'cluster.local',
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  scraper: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  runbooks: 'https://git.example.com/ballast/docs/runbooks',
};

/** One version of the platform; an environment may name another one. */
const images = {
  ecommerce: { image: 'ghcr.io/shopfds/ecommerce:1.0.0' },
  fds: { image: 'ghcr.io/shopfds/fds:1.0.0' },
  mlService: { image: 'ghcr.io/shopfds/ml-service:1.0.0' },
  adminDashboard: { image: 'ghcr.io/shopfds/admin-dashboard:1.0.0' },
};

/** Midnight of the shop's customers. */
const timeZone = 'Asia/Seoul';

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
  rabbitmq: { architecture: 'standalone', storage: '1Gi', resources: { cpu: '50m', memory: '320Mi' } },
  logLevel: 'DEBUG',
  sentry: { environment: 'dev' },
  migrations: { resources: { cpu: '10m', memory: '128Mi' } },
  ecommerce: { ...images.ecommerce, replicas: 1, resources: { cpu: '20m', memory: '128Mi' } },
  fds: { ...images.fds, replicas: 1, resources: { cpu: '20m', memory: '128Mi' } },
  mlService: { ...images.mlService, replicas: 1, resources: { cpu: '20m', memory: '128Mi' } },
  adminDashboard: { ...images.adminDashboard, replicas: 1, resources: { cpu: '20m', memory: '128Mi' } },
  ecommerceWorker: { replicas: 2, concurrency: 4, resources: { cpu: '20m', memory: '384Mi' } },
  evaluationWorker: { replicas: 2, concurrency: 4, resources: { cpu: '20m', memory: '384Mi' } },
  scheduler: { timeZone, resources: { cpu: '10m', memory: '128Mi' } },
  taskMonitor: { resources: { cpu: '10m', memory: '128Mi' } },
  edge: {
    hosts: { shop: { host: 'shop.localhost', paths: { ecommerce: ['/'] } }, admin: { host: 'admin.localhost', paths: { adminDashboard: ['/'] } } },
    replicas: 1,
    resources: { cpu: '20m', memory: '64Mi' },
  },
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
  rabbitmq: { architecture: 'clustered', replicas: 3, storage: '2Gi', resources: { cpu: '100m', memory: '512Mi' } },
  logLevel: 'INFO',
  sentry: { environment: 'staging' },
  migrations: { resources: { cpu: '50m', memory: '256Mi' } },
  ecommerce: {
    ...images.ecommerce,
    replicas: 2,
    autoscaling: { by: 'cpu', maximumReplicas: 4, cpuPercent: 70 },
    resources: { cpu: '100m', memory: '256Mi' },
  },
  fds: { ...images.fds, replicas: 2, resources: { cpu: '100m', memory: '256Mi' } },
  mlService: { ...images.mlService, replicas: 2, resources: { cpu: '100m', memory: '512Mi' } },
  adminDashboard: {
    ...images.adminDashboard,
    replicas: 2,
    resources: { cpu: '50m', memory: '256Mi' },
  },
  ecommerceWorker: { replicas: 2, concurrency: 4, resources: { cpu: '100m', memory: '512Mi' } },
  evaluationWorker: { replicas: 2, concurrency: 4, resources: { cpu: '100m', memory: '512Mi' } },
  scheduler: { timeZone, resources: { cpu: '20m', memory: '128Mi' } },
  taskMonitor: { resources: { cpu: '20m', memory: '256Mi' } },
  edge: {
    hosts: {
      shop: { host: 'shop.staging.example.com', paths: { ecommerce: ['/'] } },
      admin: { host: 'admin.staging.example.com', paths: { adminDashboard: ['/'] } },
    },
  },
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
    operators: ['prometheus', 'external-secrets', 'keda', 'cert-manager', 'gateway-api'],
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
  rabbitmq: { architecture: 'clustered', replicas: 3, storage: '20Gi', resources: { cpu: '500m', memory: '2Gi' } },
  logLevel: 'INFO',
  sentry: { environment: 'production' },
  migrations: { resources: { cpu: '100m', memory: '256Mi' } },
  ecommerce: {
    ...images.ecommerce,
    replicas: 3,
    autoscaling: { by: 'requests', maximumReplicas: 12, cpuPercent: 70, requestsPerSecond: 50 },
    resources: { cpu: '500m', memory: '512Mi' },
  },
  fds: {
    ...images.fds,
    replicas: 3,
    autoscaling: { by: 'requests', maximumReplicas: 12, cpuPercent: 70, requestsPerSecond: 50 },
    resources: { cpu: '500m', memory: '512Mi' },
  },
  mlService: {
    ...images.mlService,
    replicas: 2,
    autoscaling: { by: 'requests', maximumReplicas: 6, cpuPercent: 70, requestsPerSecond: 20 },
    resources: { cpu: '500m', memory: '1Gi' },
  },
  adminDashboard: {
    ...images.adminDashboard,
    replicas: 2,
    resources: { cpu: '100m', memory: '512Mi' },
  },
  ecommerceWorker: {
    replicas: 3,
    concurrency: 4,
    autoscaling: { by: 'tasks', maximumReplicas: 12, tasksPerPod: 200 },
    resources: { cpu: '250m', memory: '768Mi' },
  },
  evaluationWorker: {
    replicas: 2,
    concurrency: 4,
    autoscaling: { by: 'tasks', maximumReplicas: 6, tasksPerPod: 200 },
    resources: { cpu: '250m', memory: '768Mi' },
  },
  scheduler: { timeZone, resources: { cpu: '50m', memory: '256Mi' } },
  taskMonitor: { resources: { cpu: '50m', memory: '512Mi' } },
  edge: {
    hosts: {
      shop: { host: 'shop.example.com', paths: { ecommerce: ['/'] } },
      admin: { host: 'admin.example.com', paths: { adminDashboard: ['/'] } },
    },
  },
};
