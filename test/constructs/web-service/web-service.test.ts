import { connect, external, type Slo, secret } from '../../../constructs/kubernetes';
import { PostgresCluster } from '../../../constructs/postgres';
import { WebService, type WebServiceProps } from '../../../constructs/web-service';
import type { Manifest, Model, RecordedScrape } from '../../../model';
import { alertMetrics } from '../../../policies/alert-metrics';
import { itRendersEveryProp } from '../every-prop';
import { failure, manifest, names, onCluster, renderIn } from '../fixture';
import { standalone } from '../postgres/fixture';

const required: WebServiceProps = { image: 'ghcr.io/shop/shop:1.0.0', replicas: 1, resources: { cpu: '50m', memory: '128Mi' } };

const rendered = (props: Partial<WebServiceProps> = {}): Model => renderIn((chart) => new WebService(chart, 'shop', { ...required, ...props }));
const deployment = (props?: Partial<WebServiceProps>): Manifest => manifest(rendered(props), 'Deployment/shop');
const container = (props?: Partial<WebServiceProps>) => deployment(props).spec.template.spec.containers[0];

const promised: RecordedScrape = { exporter: 'shop', version: '7.7.7', recorded: '2026-11-21', metrics: ['http_requests_total'] };

const slo: Slo = {
  kind: 'availability',
  name: 'SevenAvailability',
  objective: 0.999,
  minimumPerSecond: 0.1,
  requests: 'http_requests_total',
  outcome: { label: 'code', failed: '5..', exampleOfFailed: '500', exampleOfGood: '200' },
  runbook: { means: 'Requests fail.', look: 'Logs.', act: 'Roll back.' },
};

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<WebServiceProps> = {
  image: 'ghcr.io/shop/shop:7.7.7',
  replicas: 7,
  autoscaling: { by: 'requests', maximumReplicas: 77, cpuPercent: 71, requestsPerSecond: 707 },
  resources: { cpu: '770m', memory: '777Mi' },
  port: 7777,
  command: ['/app/run', '--seven'],
  healthPath: '/seven/health',
  pod: { labels: { seven: 'pod' } },
  service: { labels: { seven: 'service' } },
  clients: [{ namespace: 'seven', labels: { app: 'client-seven' } }],
  egress: [{ cidrs: ['10.7.7.0/24'], ports: [7070] }],
  variables: { SEVEN: 'seven wonders' },
  connections: [connect(external('sentry.io', 7443))],
  metrics: { port: 7707, path: '/seven/metrics', promised },
  slos: [slo],
  drainSeconds: 17,
  stopSeconds: 70,
  uid: 70007,
  schemaCheck: ['seven', 'check'],
};

const found: Readonly<Record<keyof WebServiceProps, readonly string[]>> = {
  image: ['"image":"ghcr.io/shop/shop:7.7.7"'],
  replicas: ['"minReplicaCount":7'],
  autoscaling: ['"maxReplicaCount":77', '"value":"71"', '"threshold":"707"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  port: ['"containerPort":7777'],
  command: ['"command":["/app/run","--seven"]'],
  healthPath: ['"path":"/seven/health"'],
  pod: ['"seven":"pod"'],
  service: ['"seven":"service"'],
  clients: ['client-seven'],
  egress: ['10.7.7.0/24', '"port":7070'],
  variables: ['seven wonders'],
  connections: ['"port":7443'],
  metrics: ['"path":"/seven/metrics"', '"containerPort":7707'],
  slos: ['"alert":"SevenAvailability'],
  drainSeconds: ['"sleep":{"seconds":17}'],
  stopSeconds: [`"terminationGracePeriodSeconds":${17 + 70}`],
  uid: ['"runAsUser":70007'],
  schemaCheck: ['"command":["seven","check"]'],
};

const image = "it must be an image with its tag or digest, such as 'ghcr.io/shopfds/ecommerce:1.0.0'";
const bytes = "it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'";

describe('a web service', () => {
  it('needs only an image, a number of pods and resources', () => {
    expect(names(rendered()).slice(2)).toEqual(['NetworkPolicy/shop', 'Deployment/shop', 'Service/shop']);
  });

  // Metrics and objectives are rendered only if the cluster has the Prometheus operator.
  itRendersEveryProp<WebServiceProps>(
    renderIn((chart) => new WebService(chart, 'shop', { ...required, ...all }), onCluster({ operators: ['prometheus'] })),
    found,
  );

  it('accepts objectives on the metrics that the application declares', () => {
    const model = rendered({ metrics: { promised }, slos: [slo] });
    expect(alertMetrics.check(model)).toEqual([]);
    const other = rendered({ metrics: { promised: { ...promised, metrics: ['requests_total'] } }, slos: [slo] });
    expect(alertMetrics.check(other)[0]?.message).toMatch(/http_requests_total, which no recorded scrape/);
  });

  it('is reached at port 80 of its Service, by the name of the container port', () => {
    expect(manifest(rendered({ port: 9000 }), 'Service/shop').spec).toEqual({
      selector: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop' },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    });
    expect(container({ port: 9000 }).ports).toEqual([{ name: 'http', containerPort: 9000 }]);
  });

  it('has its metrics on a port of their own, to which its Service does not lead', () => {
    const model = rendered({ metrics: { promised } });
    expect(manifest(model, 'Deployment/shop').spec.template.spec.containers[0].ports).toContainEqual({ name: 'metrics', containerPort: 9000 });
    expect(manifest(model, 'Service/shop').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  });

  it('waits for its schema with its own image and variables, before it starts', () => {
    const { initContainers, containers } = deployment({ schemaCheck: ['check'], variables: { A: 'b' } }).spec.template.spec;
    expect(initContainers).toEqual([expect.objectContaining({ name: 'schema', image: required.image, command: ['check'], env: containers[0].env })]);
  });

  it('listens on 8000 by default', () => {
    expect(container().ports).toEqual([{ name: 'http', containerPort: 8000 }]);
  });

  it("runs the image's own command by default", () => {
    expect(container()).not.toHaveProperty('command');
  });

  it('is ready if its health check succeeds, and alive as long as it listens, because a restart does not repair a database', () => {
    const { startupProbe, readinessProbe, livenessProbe } = container({ healthPath: '/healthz' });
    expect(startupProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(readinessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(livenessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(livenessProbe).not.toHaveProperty('httpGet');
  });

  it('queries /health by default', () => {
    expect(container().readinessProbe.httpGet.path).toBe('/health');
  });

  it('waits until clients no longer use its endpoint, then stops, within its grace period', () => {
    const { lifecycle } = container({ drainSeconds: 7, stopSeconds: 40 });
    expect(lifecycle.preStop).toEqual({ sleep: { seconds: 7 } });
    expect(deployment({ drainSeconds: 7, stopSeconds: 40 }).spec.template.spec.terminationGracePeriodSeconds).toBe(47);
  });

  it('drains for 5 s and stops within 25 s by default', () => {
    expect(container().lifecycle.preStop).toEqual({ sleep: { seconds: 5 } });
    expect(deployment().spec.template.spec.terminationGracePeriodSeconds).toBe(30);
  });

  it('runs as the given user and group, and as 10001 by default', () => {
    expect(deployment({ uid: 1234 }).spec.template.spec.securityContext).toMatchObject({ runAsUser: 1234, runAsGroup: 1234, fsGroup: 1234 });
    expect(deployment().spec.template.spec.securityContext).toMatchObject({ runAsUser: 10001, runAsGroup: 10001 });
  });

  it('may write only to /tmp', () => {
    expect(container().securityContext.readOnlyRootFilesystem).toBe(true);
    expect(container().volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });

  it('stops no pod before its successor is ready', () => {
    expect(deployment().spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });

  it('spreads two pods and gives them a disruption budget', () => {
    const model = rendered({ replicas: 2 });
    expect(names(model)).toContain('PodDisruptionBudget/shop');
    expect(manifest(model, 'Deployment/shop').spec.template.spec.topologySpreadConstraints).toHaveLength(2);
  });

  it('gives a single pod neither, because a budget would block every drain', () => {
    expect(names(rendered({ replicas: 1 }))).not.toContain('PodDisruptionBudget/shop');
    expect(deployment({ replicas: 1 }).spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
  });

  it('offers its port to the edge, which then reaches it', () => {
    const model = renderIn((chart) => new WebService(chart, 'shop', { ...required, port: 9000 }).route.admitEdge());
    expect(manifest(model, 'NetworkPolicy/shop').spec.ingress).toEqual([expect.objectContaining({ ports: [{ port: 9000, protocol: 'TCP' }] })]);
  });

  it('accepts no traffic if nothing connects to it', () => {
    expect(manifest(rendered(), 'NetworkPolicy/shop').spec.ingress).toEqual([]);
  });

  it('has its own variables, with Secrets by reference', () => {
    expect(container({ variables: { MODE: 'fast', TOKEN: secret('shop', 'token') } }).env).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop', key: 'token' } } },
    ]);
  });

  it.each([
    [{ replicas: 0 }, 'replicas is 0; it must be a whole number from 1 to 1000'],
    [{ replicas: 2 ** 31 }, 'replicas is 2147483648; it must be a whole number from 1 to 1000'],
    [{ port: 80 }, 'port is 80; it must be a whole number from 1024 to 65535'],
    [{ port: 65536 }, 'port is 65536; it must be a whole number from 1024 to 65535'],
    [{ drainSeconds: 0 }, 'drainSeconds is 0; it must be a whole number from 1 to 60'],
    [{ drainSeconds: 61 }, 'drainSeconds is 61; it must be a whole number from 1 to 60'],
    [{ stopSeconds: 4 }, 'stopSeconds is 4; it must be a whole number from 5 to 3600'],
    [{ stopSeconds: 3601 }, 'stopSeconds is 3601; it must be a whole number from 5 to 3600'],
    [{ uid: 0 }, 'uid is 0; it must be a whole number from 1 to 2147483647'],
    [{ uid: 2 ** 31 }, 'uid is 2147483648; it must be a whole number from 1 to 2147483647'],
    [{ image: 'ghcr.io/shop/shop' }, `image is "ghcr.io/shop/shop"; ${image}`],
    [{ image: 'registry/a b:1' }, `image is "registry/a b:1"; ${image}`],
    [{ image: 'Shop:1' }, `image is "Shop:1"; ${image}`],
    [{ resources: { cpu: 'much', memory: '1Gi' } }, `resources.cpu is "much"; it must be a quantity of CPU above zero, such as '250m' or '2'`],
    [{ resources: { cpu: '1', memory: '0' } }, `resources.memory is "0"; ${bytes}`],
    [{ resources: { cpu: '1', memory: '512m' } }, `resources.memory is "512m"; ${bytes}`], // half a byte; 512Mi is meant
    [{ healthPath: 'health' }, `healthPath is "health"; it must begin with '/' and contain no spaces`],
    [{ healthPath: '/a\nb' }, `healthPath is "/a\\nb"; it must begin with '/' and contain no spaces`],
  ])('refuses %j', (props, message) => {
    expect(failure(() => rendered(props))).toBe(`10-shop/shop: ${message}`);
  });

  it('refuses an id with a slash, which its labels cannot have', () => {
    expect(failure(() => renderIn((chart) => new WebService(chart, 'a/b', required)))).toMatch(/^10-shop\/a--b: its program's name is "a\/b"; /);
  });

  it("refuses the name of another component's Service", () => {
    const call = () =>
      renderIn((chart) => {
        new PostgresCluster(chart, 'db', standalone);
        new WebService(chart, 'db-rw', required);
      });
    expect(failure(call)).toMatch(/^10-shop\/db-rw\/Service: its object is v1\/Service\/shop\/db-rw, which 10-shop\/db\/Service-rw also renders; /);
  });
});
