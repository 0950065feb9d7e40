// A minimal platform with one object of each kind. It passes every policy; each test changes one thing in it.
import { type Manifest, type ManifestMetadata, type Model, nameOf } from '../../model';
import type { Policy } from '../../policies/policy';

type Metadata = { -readonly [Field in keyof ManifestMetadata]: ManifestMetadata[Field] };
/** A manifest that a test may change. */
export interface Editable {
  metadata: Metadata;
  [field: string]: Manifest[string];
}

const selector = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name });
const metadata = (name: string, component = name): ManifestMetadata => ({ name, namespace: 'shopfds', labels: selector(component) });

const container = (name: string) => ({
  name,
  image: `ghcr.io/example/${name}:1.4.2`,
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
});

const template = (component: string, spec: object) => ({
  metadata: { labels: selector(component) },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 30,
    ...spec,
  },
});

const spreadOver = (component: string) =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector(component) },
  }));

const networkPolicy = (component: string, ports: readonly number[]): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(component),
  spec: {
    podSelector: { matchLabels: selector(component) },
    policyTypes: ['Ingress', 'Egress'],
    ingress: ports.map((port) => ({ from: [{ podSelector: { matchLabels: selector('shop') } }], ports: [{ port, protocol: 'TCP' }] })),
    egress: [{ to: [{ podSelector: { matchLabels: selector('db') } }], ports: [{ port: 5432, protocol: 'TCP' }] }],
  },
});

const budget = (component: string): Manifest => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadata(component),
  spec: { maxUnavailable: 1, selector: { matchLabels: selector(component) }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
});

const service = (name: string, component: string, spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(name, component),
  spec: { selector: selector(component), ...spec },
});

const namespaces = (): Manifest[] => [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'shopfds',
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'latest' },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: 'shopfds' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  },
];

const shop = (): Manifest[] => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('shop'),
    spec: {
      replicas: 2,
      selector: { matchLabels: selector('shop') },
      template: template('shop', {
        serviceAccountName: 'shop',
        topologySpreadConstraints: spreadOver('shop'),
        containers: [
          {
            ...container('shop'),
            env: [
              { name: 'CURRENCY', valueFrom: { configMapKeyRef: { name: 'shop', key: 'currency' } } },
              { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
            ],
            lifecycle: { preStop: { exec: { command: ['/bin/sleep', '5'] } } },
            ports: [{ name: 'http', containerPort: 8000 }],
            readinessProbe: { httpGet: { path: '/health', port: 'http' } },
            livenessProbe: { tcpSocket: { port: 'http' } },
            volumeMounts: [{ name: 'files', mountPath: '/etc/shop/shop.conf', subPath: 'shop.conf' }],
          },
        ],
        volumes: [{ name: 'files', configMap: { name: 'shop' } }],
      }),
    },
  },
  service('shop', 'shop', { ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
  budget('shop'),
  networkPolicy('shop', [8000]),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('shop'), data: { currency: 'KRW', 'shop.conf': 'threads 4\n' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('shop') },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: metadata('shop'), rules: [] },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata('shop'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'shop' },
    subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'shopfds' }],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata('shop'),
    spec: {
      rules: [
        {
          host: 'shop.example.com',
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { name: 'http' } } } }] },
        },
      ],
    },
  },
];

const database = (): Manifest[] => [
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('db'),
    spec: {
      replicas: 3,
      serviceName: 'db',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: selector('db') },
      template: template('db', {
        topologySpreadConstraints: spreadOver('db'),
        initContainers: [container('prepare')],
        containers: [
          {
            ...container('postgres'),
            ports: [{ name: 'postgres', containerPort: 5432 }],
            readinessProbe: { httpGet: { path: '/readiness', port: 8008 } },
            livenessProbe: { httpGet: { path: '/liveness', port: 8008 } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
          },
          // An exporter: no Service leads to it, so it needs no readiness.
          { ...container('exporter'), ports: [{ name: 'metrics', containerPort: 9187 }], livenessProbe: { httpGet: { path: '/', port: 'metrics' } } },
          // A keeper: it has no ports and needs no probes.
          container('keeper'),
        ],
        volumes: [{ name: 'certificate', projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }] } }],
      }),
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } }],
    },
  },
  service('db', 'db', { clusterIP: 'None', ports: [{ name: 'postgres', port: 5432 }] }),
  service('db-rw', 'db', { selector: { ...selector('db'), role: 'primary' }, ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres' }] }),
  budget('db'),
  networkPolicy('db', [5432, 9187]),
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadata('db'),
    spec: { selector: { matchLabels: selector('db') }, podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
  },
];

const backup = (): Manifest[] => [
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata('backup'),
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: {
        spec: {
          template: template('backup', {
            restartPolicy: 'Never',
            containers: [container('backup')],
            volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
          }),
        },
      },
    },
  },
  networkPolicy('backup', []),
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata('migrate-1a2b3c4d'),
    spec: { template: template('migrate-1a2b3c4d', { restartPolicy: 'Never', containers: [container('migrate')] }) },
  },
  networkPolicy('migrate-1a2b3c4d', []),
];

const fileOf = (name: string, manifests: readonly Manifest[]) => ({
  name,
  objects: manifests.map((manifest) => ({ manifest, path: `${name.replace('.yaml', '')}/${nameOf(manifest)}`, lost: [] })),
});

/** shopfds/production, without violations. */
export const model = (): Model => ({
  platform: 'shopfds',
  environment: 'production',
  files: [fileOf('00-namespace.yaml', namespaces()), fileOf('10-data.yaml', [...database(), ...backup()]), fileOf('20-shop.yaml', shop())],
  components: [],
  connections: [],
  apiServerCidrs: [],
  secrets: [{ namespace: 'shopfds', name: 'db', keys: ['password'], readers: ['Deployment/shop'], claims: [] }],
  alerts: [],
  given: [],
});

/** The model with one changed manifest, named as `Kind/name`. */
export function changed(name: string, change: (manifest: Editable) => void, original = model()): Model {
  const copy: Model = JSON.parse(JSON.stringify(original)); // under Jest, structuredClone() makes objects of another realm, which toEqual() refuses
  const object = copy.files.flatMap((file) => file.objects).find(({ manifest }) => nameOf(manifest) === name);
  if (!object) throw new Error(`the fixture has no ${name}`);
  change(object.manifest as Editable);
  return copy;
}

/** The model without a manifest. */
export function without(name: string, original = model()): Model {
  const files = original.files.map((file) => ({ ...file, objects: file.objects.filter(({ manifest }) => nameOf(manifest) !== name) }));
  const count = (list: readonly { objects: readonly unknown[] }[]) => list.flatMap(({ objects }) => objects).length;
  if (count(files) === count(original.files)) throw new Error(`the fixture has no ${name}`);
  return { ...original, files };
}

/** The model with more manifests, in an additional file. */
export const withMore = (manifests: readonly Manifest[], original = model()): Model => ({
  ...original,
  files: [...original.files, fileOf('30-more.yaml', manifests)],
});

/** The violations as lines `where | message | fix`. */
export const lines = (policy: Policy, subject: Model): string[] =>
  policy.check(subject).map(({ where, message, fix }) => `${where} | ${message} | ${fix}`);
