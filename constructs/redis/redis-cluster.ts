import { Construct } from 'constructs';
import {
  Component,
  componentFiles,
  dataClaimNames,
  disruptionBudget,
  type Endpoint,
  k8s,
  PlatformChart,
  podsService,
  podsServiceName,
  portOf,
  spread,
  storeStatefulSet,
  Workload,
} from '../kubernetes';
import { alerts } from './alerts';
import { files } from './configuration';
import { clientsEndpoint, type RedisClusterValues } from './endpoints';
import exporterMetrics from './metrics/redis-exporter.json';
import { ports } from './ports';
import { redisPod } from './redis-pod';
import { type Resolved, resolve } from './resolve';
import type { RedisClusterProps } from './schema';
import { addShardsJob } from './shards-job';
import { addWriteTest } from './write-test';

/** A Redis Cluster. A keeper next to each server forms and repairs the cluster and places masters, without an operator or the Kubernetes API. */
export class RedisCluster extends Construct {
  private readonly props: Resolved;
  private readonly workload: Workload;
  /** Handle for backups, alerts and the proof. */
  readonly component: Component;

  constructor(scope: Construct, id: string, given: RedisClusterProps) {
    super(scope, id);
    const props = resolve(this, given);
    this.props = props;
    this.workload = new Workload(this, {
      name: 'redis',
      component: 'cache',
      metrics: [{ name: 'metrics', port: ports.metrics, recorded: exporterMetrics }],
      alerts: alerts(props),
      self: [ports.redis, ports.bus], // only these pods reach the bus, because it has no password
      settings: props,
      clients: { peers: props.clients ?? [], ports: [ports.redis] },
    });
    const own = componentFiles(this, this.workload, files(props));
    const anyPod = this.addServices();
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(this.workload));
    const { domain } = PlatformChart.containing(this).environment.cluster;
    const inCluster = (service: string) => `${service}.${this.workload.namespace}.svc.${domain}`;
    const template = redisPod({
      workload: this.workload,
      props,
      files: own,
      domain: inCluster(podsServiceName(this.workload)),
      anyPod: inCluster(anyPod.name),
      spread: spread(this.workload, 'evenly'),
    });
    new k8s.KubeStatefulSet(this, 'StatefulSet', storeStatefulSet(this, { ...props, workload: this.workload, template }));
    addShardsJob(this, props, this.clients);
    this.component = new Component(this, {
      kind: 'redis',
      claims: dataClaimNames(this.workload, props.pods),
      endpoints: { clients: this.clients },
    });
  }

  /** Endpoint for clients that support Redis Cluster. */
  get clients(): Endpoint<RedisClusterValues> {
    return clientsEndpoint(this.workload, this.props.passwords.application);
  }

  /** Adds a Pod to a chart with which `helm test` shows that the application can write to the cluster. */
  addTest(chart: PlatformChart): void {
    addWriteTest(chart, `${this.component.id}-test`, this.props, this.clients);
  }

  /** Returns the Service that leads to any pod. */
  private addServices(): k8s.KubeService {
    // Seeds for clients, which then connect to the addresses of the pods.
    new k8s.KubeService(this, 'Service', {
      metadata: this.workload.serviceMetadata,
      spec: { selector: this.workload.selector, ports: [{ name: 'redis', port: ports.redis, targetPort: portOf('redis') }] },
    });
    // DNS names of the pods, by which they announce themselves.
    new k8s.KubeService(this, 'Service-pods', podsService(this.workload, { redis: ports.redis }));
    // One address that leads to any pod, ready or not. Keepers find the other pods through it while there is no cluster, or a broken one.
    return new k8s.KubeService(this, 'Service-any', {
      metadata: this.workload.serviceMetadata,
      spec: {
        publishNotReadyAddresses: true,
        selector: this.workload.selector,
        ports: [{ name: 'redis', port: ports.redis, targetPort: portOf('redis') }],
      },
    });
  }
}
