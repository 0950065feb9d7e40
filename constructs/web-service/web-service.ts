import type { V1Deployment } from '@kubernetes/client-node';
import { Construct } from 'constructs';
import {
  type Connection,
  disruptionBudget,
  type EnvironmentVariables,
  httpProbe,
  invalid,
  k8s,
  PlatformChart,
  pod,
  portOf,
  preStopSleep,
  type Resources,
  requireBytes,
  requireCpu,
  requireHost,
  requireImage,
  requireInteger,
  resourceRequirements,
  restricted,
  spread,
  Workload,
  withNewerFields,
} from '../kubernetes';

export interface WebServiceProps {
  /** The application's image with its tag or digest. It needs no shell. */
  readonly image: string;
  /** Number of pods. From two on they spread over nodes and have a disruption budget. */
  readonly replicas: number;
  /** Requests of a pod, and its memory limit. */
  readonly resources: Resources;
  /** Port that the application listens on. @default 8000 */
  readonly port?: number;
  /** Command of the container, where the image's own is not meant. @default the image's */
  readonly command?: readonly string[];
  /** Path that answers 200 while the service can serve. @default /health */
  readonly healthPath?: string;
  /** Host name under which clients from outside come, through the ingress controller. @default not reachable from outside */
  readonly host?: string;
  /** Variables beside those of the connections. @default none */
  readonly variables?: EnvironmentVariables;
  /** What it talks to. @default nothing */
  readonly connections?: readonly Connection[];
  /** Seconds that endpoints get to forget a pod before it is asked to stop. @default 5 */
  readonly drainSeconds?: number;
  /** Seconds that the application gets for open requests after that. @default 25 */
  readonly stopSeconds?: number;
  /** User and group of the process. @default 10001 */
  readonly uid?: number;
}

/** A stateless HTTP service: Deployment, Service, and an Ingress where it has a host. */
export class WebService extends Construct {
  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { port = 8000, healthPath = '/health', drainSeconds = 5, stopSeconds = 25, uid = 10001 } = props;
    requireInteger(this, 'replicas', props.replicas, 1);
    requireInteger(this, 'port', port, 1024, 65535);
    requireInteger(this, 'drainSeconds', drainSeconds, 1, 60);
    requireInteger(this, 'stopSeconds', stopSeconds, 5, 3600);
    requireInteger(this, 'uid', uid, 1);
    requireImage(this, 'image', props.image);
    requireCpu(this, 'resources.cpu', props.resources.cpu);
    requireBytes(this, 'resources.memory', props.resources.memory);
    if (!/^\/[!-~]*$/.test(healthPath)) throw invalid(this, 'healthPath', healthPath, "it must begin with '/' and hold no spaces");
    if (props.host !== undefined) requireHost(this, 'host', props.host);

    const workload = new Workload(this, {
      name: id,
      component: 'web-service',
      connections: props.connections,
      edge: props.host ? port : undefined,
    });
    const metadata = { labels: workload.labels };
    const many = props.replicas > 1;
    const probe = { ...httpProbe(healthPath, 'http'), timeoutSeconds: 2 };

    const deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: workload.selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: portOf(1), maxUnavailable: portOf(0) } },
        template: pod({
          workload,
          uid,
          gid: uid,
          terminationGracePeriodSeconds: drainSeconds + stopSeconds,
          spread: many ? spread(workload, 'preferred') : undefined,
          containers: [
            {
              name: id,
              image: props.image,
              command: props.command ? [...props.command] : undefined,
              env: workload.variables(props.variables),
              ports: [{ name: 'http', containerPort: port }],
              startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 60 },
              readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
              // Not healthPath: it asks the database, and a restart of the service mends no database.
              livenessProbe: { tcpSocket: { port: portOf('http') }, timeoutSeconds: 2, periodSeconds: 10, failureThreshold: 3 },
              resources: resourceRequirements(props.resources),
              securityContext: restricted(),
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        }),
      },
    });
    withNewerFields<V1Deployment>(deployment, {
      spec: { template: { spec: { containers: [{ name: id, lifecycle: preStopSleep(drainSeconds) }] } } },
    });
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: { selector: workload.selector, ports: [{ name: 'http', port: 80, targetPort: portOf('http') }] },
    });
    if (many) new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(workload));
    if (props.host) this.addIngress(workload, props.host);
  }

  private addIngress(workload: Workload, host: string): void {
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: { labels: workload.labels },
      spec: {
        ingressClassName: PlatformChart.containing(this).environment.cluster.edge.ingressClass,
        rules: [
          { host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: workload.instance, port: { name: 'http' } } } }] } },
        ],
        tls: [{ hosts: [host] }], // the ingress controller's own certificate
      },
    });
  }
}
