import { Construct } from 'constructs';
import {
  Component,
  checksums,
  dataClaim,
  dataClaimNames,
  dataOf,
  disruptionBudget,
  type Endpoint,
  k8s,
  kept,
  PlatformChart,
  portOf,
  spread,
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
import { ShardsJob, shardsJobId } from './shards-job';

/** A Redis Cluster that forms, heals and places itself, without an operator and without the Kubernetes API: a keeper runs beside each server. */
export class RedisCluster extends Construct {
  private readonly props: Resolved;
  private readonly workload: Workload;
  /** Where backups, alerts and the proof attach. */
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
      self: [ports.redis, ports.bus], // nobody else reaches the bus, which asks for no password
      settings: props,
      clients: { peers: props.clients ?? [], ports: [ports.redis] },
    });
    const configuration = files(props);
    new k8s.KubeConfigMap(this, 'ConfigMap', { metadata: this.metadata, data: dataOf(configuration) });
    this.addServices();
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(this.workload));
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { ...this.metadata, annotations: kept },
      spec: {
        replicas: props.pods,
        selector: { matchLabels: this.workload.selector },
        serviceName: this.podsService,
        podManagementPolicy: 'Parallel', // a cluster is made of all, and healed by whoever is there
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: redisPod({
          workload: this.workload,
          props,
          domain: `${this.podsService}.${this.workload.namespace}.svc.${this.clusterDomain}`,
          annotations: checksums(configuration),
          spread: spread(this.workload, 'evenly'),
        }),
        volumeClaimTemplates: [dataClaim(this, props.storage, props.storageClass)],
      },
    });
    new ShardsJob(this, shardsJobId(props), { ...props, cluster: this.clients });
    this.component = new Component(this, {
      kind: 'redis',
      claims: dataClaimNames(this.workload, props.pods),
      endpoints: { clients: this.clients },
    });
  }

  /** Where clients that know Redis Cluster begin. */
  get clients(): Endpoint<RedisClusterValues> {
    return clientsEndpoint(this.workload, this.props.password);
  }

  private get metadata() {
    return { labels: this.workload.labels };
  }

  private get podsService(): string {
    return `${this.workload.instance}-pods`;
  }

  private get clusterDomain(): string {
    return PlatformChart.containing(this).environment.cluster.domain;
  }

  private addServices(): void {
    const { selector } = this.workload;
    const redis = { name: 'redis', port: ports.redis, targetPort: portOf('redis') };
    // Seeds for clients, which then speak to the pods' own addresses.
    new k8s.KubeService(this, 'Service', { metadata: this.workload.serviceMetadata, spec: { selector, ports: [redis] } });
    // The pods' names, by which keepers find each other: from the start, and when the cluster is broken.
    new k8s.KubeService(this, 'Service-pods', {
      metadata: this.workload.serviceMetadata,
      spec: { clusterIp: 'None', publishNotReadyAddresses: true, selector, ports: [redis] },
    });
  }
}
