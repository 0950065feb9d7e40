import type { V1Deployment } from '@kubernetes/client-node';
import { Construct } from 'constructs';
import {
  Component,
  certificates,
  connect,
  disruptionBudget,
  type Endpoint,
  hostOf,
  httpProbe,
  k8s,
  type PlatformChart,
  pod,
  portOf,
  preStopSleep,
  ReleaseTest,
  Route,
  reference,
  requireValid,
  resourceRequirements,
  restricted,
  spread,
  startBeforeStop,
  toolImages,
  Workload,
  withNewerFields,
} from '../kubernetes';
import { type FilledProps, type WebServiceProps, webServiceProps } from './schema';

/** A stateless HTTP service: Deployment and Service. */
export class WebService extends Construct {
  private readonly props: FilledProps;
  private readonly workload: Workload;

  constructor(scope: Construct, id: string, given: WebServiceProps) {
    super(scope, id);
    const props = requireValid(this, webServiceProps, given) as FilledProps;
    this.props = props;
    const { port, healthPath, drainSeconds, stopSeconds, uid } = props;
    this.workload = new Workload(this, {
      name: id,
      component: 'web-service',
      connections: props.connections,
      metrics: props.metrics ? [{ name: 'http', port, path: props.metrics.path, recorded: props.metrics.promised }] : [],
      slos: props.slos,
      settings: props,
      clients: { peers: props.clients ?? [], ports: [port] },
      egress: props.egress,
    });
    const { workload } = this;
    const metadata = { labels: workload.labels };
    const trusted = certificates(workload.podSettings);
    const many = props.replicas > 1;
    const probe = { ...httpProbe(healthPath, 'http'), timeoutSeconds: 2 };

    const deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: workload.selector },
        strategy: startBeforeStop(),
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
              env: [...trusted.env, ...workload.variables(props.variables)],
              ports: [{ name: 'http', containerPort: port }],
              startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 60 },
              readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
              // Not healthPath: it checks the database, and a restart would not fix that.
              livenessProbe: { tcpSocket: { port: portOf('http') }, timeoutSeconds: 2, periodSeconds: 10, failureThreshold: 3 },
              resources: resourceRequirements(props.resources),
              securityContext: restricted(),
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...trusted.volumeMounts],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: {} }, ...trusted.volumes],
        }),
      },
    });
    withNewerFields<V1Deployment>(deployment, {
      spec: { template: { spec: { containers: [{ name: id, lifecycle: preStopSleep(drainSeconds) }] } } },
    });
    new k8s.KubeService(this, 'Service', {
      metadata: workload.serviceMetadata,
      spec: { selector: workload.selector, ports: [{ name: 'http', port: 80, targetPort: portOf('http') }] },
    });
    if (many) new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(workload));
    new Component(this, { kind: 'web-service' });
  }

  /** What the edge may lead to. */
  get route(): Route {
    return new Route(this.workload, this.props.port);
  }

  /** Adds a Pod to a chart with which `helm test` shows that the service answers on its health path. */
  addTest(chart: PlatformChart): void {
    const { workload } = this;
    const { port, healthPath, pod: settings } = this.props;
    const endpoint: Endpoint<string> = {
      workload,
      ports: [port],
      values: (client) => `http://${hostOf(workload.instance, workload.namespace, client)}`,
    };
    new ReleaseTest(chart, `${workload.instance}-test`, {
      name: `${this.node.id}-test`,
      component: 'test',
      connections: [connect(endpoint, (url) => ({ URL: `${url}${healthPath}` }))],
      settings: { pod: settings },
      command: ['curl', '-sS', '--fail', '--max-time', '5', '--retry', '10', '--retry-delay', '5', '--retry-all-errors', '$(URL)'],
      image: reference({ repository: toolImages.curl.repository, tag: toolImages.curl.version }),
      user: toolImages.curl,
      weight: 1, // after the stores, because without them it does not answer
    });
  }
}
