import { Construct } from 'constructs';
import {
  apiAccess,
  Component,
  type ComponentFiles,
  componentFiles,
  connect,
  dataClaimNames,
  disruptionBudget,
  type Endpoint,
  k8s,
  kubernetesApi,
  mergedSettings,
  type PlatformChart,
  podsService,
  portOf,
  reference,
  type SecretKey,
  spread,
  storeStatefulSet,
  Workload,
} from '../kubernetes';
import { alerts } from './alerts';
import { files, ports } from './configuration';
import { type PostgresValues, readOnlyEndpoint, readWriteEndpoint } from './endpoints';
import { instancePod } from './instance-pod';
import patroniMetrics from './metrics/patroni.json';
import exporterMetrics from './metrics/postgres-exporter.json';
import type { Resolved } from './props';
import { ReadProxy } from './read-proxy';
import { resolve } from './resolve';
import { rolesOf } from './roles';
import type { PostgresClusterProps } from './schema';
import { addWriteTest } from './write-test';

/** PostgreSQL under Patroni: writes at `<id>-rw`, reads at `<id>-ro`, failover without an operator. */
export class PostgresCluster extends Construct {
  private readonly props: Resolved;
  private readonly workload: Workload;
  private readonly readProxy?: ReadProxy;
  /** Handle for backups, alerts and the proof. */
  readonly component: Component;

  constructor(scope: Construct, id: string, given: PostgresClusterProps) {
    super(scope, id);
    const props = resolve(this, given);
    this.props = props;
    this.workload = new Workload(this, {
      name: 'postgresql',
      component: 'database',
      connections: [connect(kubernetesApi)],
      metrics: [
        { name: 'metrics', port: ports.metrics, recorded: exporterMetrics },
        { name: 'patroni', port: ports.patroni, recorded: patroniMetrics },
      ],
      alerts: alerts(props),
      self: [ports.postgresql, ports.patroni],
      settings: props,
      clients: { peers: props.clients ?? [], ports: [ports.postgresql] },
    });
    const roles = [{ name: 'replicator', ...props.replicationPassword }, ...props.databases.flatMap((database) => rolesOf(database))];
    const own = componentFiles(this, this.workload, files(this.workload, props, roles));
    this.addServices();
    this.addStatefulSet(own, roles);
    if (props.architecture === 'replicated') {
      new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(this.workload));
      this.readProxy = new ReadProxy(this, 'ro', {
        ...props.readProxy,
        pod: mergedSettings(props.pod, props.readProxy.pod),
        instances: props.replicas,
        maximumLag: props.maximumReadLag,
        database: this.workload,
        service: props.service,
        clients: props.clients,
        image: props.images.haproxy,
      });
    }
    const endpoints = props.databases.flatMap(({ name }) => [
      [`${name} owner`, this.owner(name)] as const,
      [`${name} read-write`, this.readWrite(name)] as const,
      [`${name} read-only`, this.readOnly(name)] as const,
    ]);
    this.component = new Component(this, {
      kind: 'postgres',
      claims: dataClaimNames(this.workload, props.instances),
      endpoints: Object.fromEntries(endpoints),
    });
  }

  /** Endpoint for migrations: the role that creates and changes tables. Not for services. */
  owner(database: string): Endpoint<PostgresValues> {
    return readWriteEndpoint(this, this.workload, this.props, database, 'owner');
  }

  /** Endpoint for writes, and for reads that need the newest data. */
  readWrite(database: string): Endpoint<PostgresValues> {
    return readWriteEndpoint(this, this.workload, this.props, database, 'application');
  }

  /** Endpoint for all other reads: replicas within the maximum lag, or the primary if there is none. Its role can only read. */
  readOnly(database: string): Endpoint<PostgresValues> {
    return readOnlyEndpoint(this, this.workload, this.readProxy?.workload, this.props, database);
  }

  /** Adds a Pod to a chart with which `helm test` shows that the application can write to a database. */
  addTest(chart: PlatformChart, database: string): void {
    addWriteTest(chart, `${this.component.id}-test`, this.props, this.readWrite(database));
  }

  private addServices(): void {
    const { selector } = this.workload;
    const postgresql = { name: 'postgresql', port: ports.postgresql, targetPort: portOf('postgresql') };
    // Routes by the role label only: Patroni, not the kubelet's readiness, decides which instance accepts writes.
    new k8s.KubeService(this, 'Service-rw', {
      metadata: this.workload.serviceMetadata,
      spec: { selector: { ...selector, role: 'primary' }, publishNotReadyAddresses: true, ports: [postgresql] },
    });
    new k8s.KubeService(this, 'Service-pods', podsService(this.workload, { postgresql: ports.postgresql }));
    if (this.props.architecture === 'standalone') {
      new k8s.KubeService(this, 'Service-ro', { metadata: this.workload.serviceMetadata, spec: { selector, ports: [postgresql] } });
      return;
    }
    // A stable address for each instance. With the DNS names of the pods, the read proxy got new addresses only after the entries in the cluster's
    // DNS cache had expired: docs/decisions/0001-read-proxy-by-service-addresses.md
    for (let ordinal = 0; ordinal < this.props.replicas; ordinal += 1) {
      new k8s.KubeService(this, `Service-${ordinal}`, {
        metadata: this.workload.serviceMetadata,
        spec: {
          publishNotReadyAddresses: true,
          selector: { ...selector, 'statefulset.kubernetes.io/pod-name': `${this.workload.instance}-${ordinal}` },
          ports: [postgresql, { name: 'patroni', port: ports.patroni, targetPort: portOf('patroni') }],
        },
      });
    }
  }

  private addStatefulSet(own: ComponentFiles, passwords: readonly SecretKey[]): void {
    const { workload, props } = this;
    const access = apiAccess(this, workload, patroniRules(workload, props.instances));
    const template = instancePod({
      workload,
      props,
      access,
      passwords,
      files: own,
      image: reference(props.images.spilo),
      spread: props.instances > 1 ? spread(workload, 'required') : undefined,
    });
    // A ready instance becomes a synchronous standby, and thus a candidate for promotion, within the next two loops of the primary.
    const minReadySeconds = 2 * props.timing.loopWaitSeconds + 1;
    new k8s.KubeStatefulSet(this, 'StatefulSet', storeStatefulSet(this, { ...props, workload, pods: props.instances, template, minReadySeconds }));
  }
}

/** Permissions of Patroni: its own ConfigMaps, and the labels of its own pods. `create`, `list` and `watch` cannot be limited to names. */
function patroniRules(workload: Workload, replicas: number): k8s.PolicyRule[] {
  const state = ['config', 'failover', 'leader', 'sync'].map((suffix) => `${workload.instance}-${suffix}`);
  const pods = Array.from({ length: replicas }, (_, ordinal) => `${workload.instance}-${ordinal}`);
  return [
    { apiGroups: [''], resources: ['configmaps'], resourceNames: state, verbs: ['get', 'patch', 'update'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods'], resourceNames: pods, verbs: ['get', 'patch'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
  ];
}
