import { Construct } from 'constructs';
import {
  type ComponentFiles,
  type ConfigurationFile,
  componentFiles,
  connect,
  disruptionBudget,
  folders,
  httpProbe,
  type ImageName,
  k8s,
  type ObjectSettings,
  PlatformChart,
  type PodPeer,
  type PodSettings,
  pod,
  portOf,
  preStop,
  type Resources,
  reference,
  resourceRequirements,
  restricted,
  spread,
  startBeforeStop,
  Workload,
} from '../kubernetes';
import { ports } from './configuration';
import { haproxyConfiguration } from './haproxy';
import { images } from './images';

interface ReadProxyProps {
  readonly replicas: number;
  readonly resources: Resources;
  readonly pod?: PodSettings;
  readonly service?: ObjectSettings;
  readonly clients?: readonly PodPeer[];
  readonly image: ImageName;
  /** Number of instances behind the proxy. */
  readonly instances: number;
  readonly maximumLag: string;
  readonly database: Workload;
}

const metricsPort = 8404;
/** Seconds until clients' DNS no longer returns a stopping pod, and seconds that its sessions may continue after that. */
const drain = 5;
const sessions = 20;

/** HAProxy in front of the replicas. Its Service is headless, so that clients see all proxies and skip one that does not answer. */
export class ReadProxy extends Construct {
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ReadProxyProps) {
    super(scope, id);
    const { database } = props;
    this.workload = new Workload(this, {
      name: 'haproxy',
      component: 'read-proxy',
      connections: [connect({ workload: database, ports: [ports.postgresql, ports.patroni], values: () => ({}) })],
      metrics: [{ name: 'metrics', port: metricsPort }],
      settings: props,
      clients: { peers: props.clients ?? [], ports: [ports.postgresql] },
    });
    const metadata = { labels: this.workload.labels };
    const { domain } = PlatformChart.containing(this).environment.cluster;
    const configuration: ConfigurationFile = {
      name: 'haproxy.cfg',
      text: haproxyConfiguration({
        instances: Array.from({ length: props.instances }, (_, ordinal) => ({
          name: `${database.instance}-${ordinal}`,
          host: `${database.instance}-${ordinal}.${database.namespace}.svc.${domain}`,
        })),
        maximumLag: props.maximumLag,
        metricsPort,
        sessionSeconds: sessions,
      }),
      onChange: 'restart',
    };
    const files = componentFiles(this, this.workload, [configuration]);
    new k8s.KubeService(this, 'Service', {
      metadata: this.workload.serviceMetadata,
      spec: {
        clusterIp: 'None',
        selector: this.workload.selector,
        ports: [{ name: 'postgresql', port: ports.postgresql, targetPort: portOf('postgresql') }],
      },
    });
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: this.workload.selector },
        strategy: startBeforeStop(),
        template: pod({
          workload: this.workload,
          annotations: files.annotations,
          uid: images.haproxy.uid,
          gid: images.haproxy.gid,
          terminationGracePeriodSeconds: drain + sessions + 5,
          spread: props.replicas > 1 ? spread(this.workload, 'preferred') : undefined,
          containers: [haproxy(props, files)],
          volumes: [files.volume],
        }),
      },
    });
    if (props.replicas > 1) new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(this.workload));
  }
}

/** Readiness ignores the backends; otherwise all proxies would leave the Service with them. */
const haproxy = ({ resources, image }: ReadProxyProps, files: ComponentFiles): k8s.Container => ({
  name: 'haproxy',
  image: reference(image),
  command: ['haproxy', '-db', '-f', `${folders.files}/haproxy.cfg`],
  ports: [
    { name: 'postgresql', containerPort: ports.postgresql },
    { name: 'metrics', containerPort: metricsPort },
  ],
  lifecycle: preStop(drain, '/bin/sleep'),
  readinessProbe: { ...httpProbe('/healthz', 'metrics'), timeoutSeconds: 2, periodSeconds: 3, failureThreshold: 2 },
  livenessProbe: { ...httpProbe('/healthz', 'metrics'), timeoutSeconds: 2, periodSeconds: 10, failureThreshold: 3 },
  resources: resourceRequirements(resources),
  securityContext: restricted(),
  volumeMounts: [files.mount],
});
