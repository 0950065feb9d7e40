import type { Construct } from 'constructs';
import {
  componentFiles,
  disruptionBudget,
  httpProbe,
  k8s,
  PlatformChart,
  pod,
  portOf,
  preStop,
  reference,
  resourceRequirements,
  restricted,
  runScript,
  spread,
  startBeforeStop,
  Workload,
} from '../kubernetes';
import { certificateFolder, filesOf } from './configuration';
import { images } from './images';
import type { FilledProps, Host } from './schema';

const ports = { http: 8080, https: 8443, health: 8081 } as const;
/** Seconds until load balancers no longer use a stopping pod, and seconds that the hook may take in total: nginx.conf says how long requests have. */
const drain = 10;
const stop = 70;

/** Adds nginx: a Deployment and its Service. */
export function addNginx(edge: Construct, props: FilledProps, hosts: readonly Host[]): void {
  const hasCertificates = PlatformChart.containing(edge).environment.cluster.certificates.source !== 'none';
  const served = hasCertificates ? (['http', 'https'] as const) : (['http'] as const);
  const routes = new Set(hosts.flatMap(({ backends }) => backends.map(({ route }) => route)));
  const workload = new Workload(edge, {
    name: 'nginx',
    component: 'edge',
    connections: [...routes].map((route) => route.connection()),
    outside: served.map((name) => ports[name]),
    settings: props,
  });
  const files = componentFiles(edge, workload, filesOf(edge, props, hosts));
  const probe = { ...httpProbe('/healthz', 'health'), timeoutSeconds: 2 };
  new k8s.KubeDeployment(edge, 'Deployment', {
    metadata: { labels: workload.labels },
    spec: {
      replicas: props.replicas,
      selector: { matchLabels: workload.selector },
      strategy: startBeforeStop(),
      template: pod({
        workload,
        annotations: files.annotations,
        uid: images.nginx.uid,
        gid: images.nginx.gid,
        terminationGracePeriodSeconds: stop + 5,
        spread: props.replicas > 1 ? spread(workload, 'preferred') : undefined,
        containers: [
          {
            name: 'nginx',
            image: reference(props.images.nginx),
            command: runScript('start.sh'),
            ports: [...served, 'health' as const].map((name) => ({ name, containerPort: ports[name] })),
            lifecycle: preStop(stop, ...runScript('pre-stop.sh', String(drain))),
            startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 30 }, // start.sh waits up to 30 s for addresses
            // They ignore the services; otherwise all pods of the edge would be out of service with one of them.
            readinessProbe: { ...probe, periodSeconds: 3, failureThreshold: 2 },
            livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
            resources: resourceRequirements(props.resources),
            securityContext: restricted(),
            volumeMounts: [
              files.mount,
              { name: 'tmp', mountPath: '/tmp' },
              ...(hasCertificates ? [{ name: 'certificates', mountPath: certificateFolder, readOnly: true }] : []),
            ],
          },
        ],
        volumes: [files.volume, { name: 'tmp', emptyDir: {} }, ...(hasCertificates ? [certificatesOf(hosts)] : [])],
      }),
    },
  });
  new k8s.KubeService(edge, 'Service', {
    metadata: workload.serviceMetadata,
    spec: {
      type: props.serviceType,
      selector: workload.selector,
      ports: served.map((name) => ({ name, port: name === 'http' ? 80 : 443, targetPort: portOf(name) })),
    },
  });
  if (props.replicas > 1) new k8s.KubePodDisruptionBudget(edge, 'PodDisruptionBudget', disruptionBudget(workload));
}

/** The certificate of each host in a folder of its own. */
const certificatesOf = (hosts: readonly Host[]): k8s.Volume => ({
  name: 'certificates',
  projected: {
    sources: hosts.map(({ key, secret: name }) => ({
      secret: { name, items: ['tls.crt', 'tls.key'].map((file) => ({ key: file, path: `${key}/${file}` })) },
    })),
  },
});
