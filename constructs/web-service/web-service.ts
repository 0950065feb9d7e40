import type { V1Deployment } from '@kubernetes/client-node';
import { Construct } from 'constructs';
import {
  addScaledObject,
  applicationParts,
  applicationWave,
  Component,
  connect,
  cpuAutoscaler,
  disruptionBudget,
  type Endpoint,
  hostOf,
  httpProbe,
  k8s,
  type PlatformChart,
  type PodSet,
  pod,
  portOf,
  preStopSleep,
  ReleaseTest,
  Route,
  reference,
  requireValid,
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
    const { port, healthPath, drainSeconds, stopSeconds, autoscaling, replicas } = props;
    this.workload = new Workload(this, {
      name: id,
      component: 'web-service',
      connections: props.connections,
      metrics: props.metrics
        ? [{ name: 'metrics', port: props.metrics.port ?? 9000, path: props.metrics.path, recorded: props.metrics.promised }]
        : [],
      slos: props.slos,
      settings: props,
      clients: { peers: props.clients ?? [], ports: [port] },
      egress: props.egress,
    });
    const { workload } = this;
    const many = replicas > 1;
    const { container, ...application } = applicationParts(workload, id, props);
    const probe = { ...httpProbe(healthPath, 'http'), timeoutSeconds: 2 };

    const deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { labels: workload.labels, annotations: applicationWave },
      spec: {
        replicas: autoscaling.by === 'nothing' ? replicas : undefined, // each sync would undo what an autoscaler did
        selector: { matchLabels: workload.selector },
        strategy: startBeforeStop(),
        template: pod({
          ...application,
          terminationGracePeriodSeconds: drainSeconds + stopSeconds,
          spread: many ? spread(workload, 'preferred') : undefined,
          containers: [
            {
              ...container,
              ports: [
                { name: 'http', containerPort: port },
                ...workload.metrics.map((metrics) => ({ name: metrics.name, containerPort: metrics.port })),
              ],
              startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 60 },
              readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
              // Not healthPath: it checks the database, and a restart would not fix that.
              livenessProbe: { tcpSocket: { port: portOf('http') }, timeoutSeconds: 2, periodSeconds: 10, failureThreshold: 3 },
            },
          ],
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
    this.scale(autoscaling);
    new Component(this, { kind: 'web-service' });
  }

  /** Endpoint for other services of the platform. */
  get http(): Endpoint<{ readonly url: string }> {
    const { workload } = this;
    const url = (client: PodSet) => `http://${hostOf(workload.instance, workload.namespace, client)}`;
    return { workload, ports: [this.props.port], values: (client) => ({ url: url(client) }) };
  }

  /** What the edge may lead to. */
  get route(): Route {
    return new Route(this.workload, this.props.port);
  }

  /** Adds a Pod to a chart with which `helm test` shows that the service answers on its health path. */
  addTest(chart: PlatformChart): void {
    const { workload } = this;
    const { healthPath, pod: settings } = this.props;
    new ReleaseTest(chart, `${workload.instance}-test`, {
      name: `${this.node.id}-test`,
      component: 'test',
      connections: [connect(this.http, ({ url }) => ({ URL: `${url}${healthPath}` }))],
      settings: { pod: settings },
      command: ['curl', '-sS', '--fail', '--max-time', '5', '--retry', '10', '--retry-delay', '5', '--retry-all-errors', '$(URL)'],
      image: reference({ repository: toolImages.curl.repository, tag: toolImages.curl.version }),
      user: toolImages.curl,
      weight: 1, // after the stores, because without them it does not answer
    });
  }

  private scale(autoscaling: FilledProps['autoscaling']): void {
    if (autoscaling.by === 'nothing') return;
    const { workload, props } = this;
    const { maximumReplicas, cpuPercent } = autoscaling;
    if (autoscaling.by === 'cpu') {
      const autoscaler = cpuAutoscaler(workload, props.replicas, maximumReplicas, cpuPercent);
      new k8s.KubeHorizontalPodAutoscalerV2(this, 'HorizontalPodAutoscaler', autoscaler);
      return;
    }
    addScaledObject(this, workload, {
      minimum: props.replicas,
      maximum: maximumReplicas,
      cpuPercent,
      load: (on) => `sum(rate(${requests}${on.own()}[2m]))`,
      perPod: autoscaling.requestsPerSecond,
    });
  }
}

/** Counts requests; every application promises it. */
const requests = 'http_request_duration_seconds_count';
