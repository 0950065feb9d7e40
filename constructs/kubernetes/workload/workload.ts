import { Construct } from 'constructs';
import type { ComponentAlerts, GivenObject, RecordedScrape } from '../../../model';
import { type Alert, resolveAlerts } from '../alerting/alert';
import type { Slo } from '../alerting/slo';
import { resolveSlo } from '../alerting/slo-rules';
import { targetOf } from '../alerting/target';
import type { k8s } from '../k8s';
import { componentName, PlatformChart } from '../platform/chart';
import type { PodPeer } from '../platform/environment';
import { requireValid } from '../schema/check';
import { name as dnsLabel, port as tcpPort } from '../schema/fields';
import { mergedSettings, type ObjectSettings, type PodSettings, withSettings } from '../schema/pods';
import type { Connection, PodSet } from './connections';
import { type EnvironmentVariables, environmentVariables } from './environment-variables';

// Schemas are made once, because that takes longer than a check.
const instanceName = dnsLabel('Name.', 52); // a StatefulSet and a CronJob append up to 11 characters of the 63
const programName = dnsLabel('Name.');
const portNumber = tcpPort('Port.');
const pageName = dnsLabel('Page.');

/** A container port that Prometheus scrapes. */
export interface MetricsPort {
  /** Name of the port in its container. */
  readonly name: string;
  readonly port: number;
  /** @default /metrics */
  readonly path?: string;
  /** Metrics that were scraped from this port on a cluster: alerts may use only these. @default unknown */
  readonly recorded?: RecordedScrape;
}

export interface WorkloadProps {
  /** Program, such as 'postgresql': label app.kubernetes.io/name. */
  readonly name: string;
  /** Role in the platform, such as 'database': label app.kubernetes.io/component. */
  readonly component: string;
  /** What its pods connect to. @default none */
  readonly connections?: readonly Connection[];
  /** Ports that the cluster's Prometheus scrapes, by a PodMonitor if the cluster has the operator. @default none */
  readonly metrics?: readonly MetricsPort[];
  /** Its alerts: a PrometheusRule if the cluster has the operator, and a page in docs/runbooks. @default none */
  readonly alerts?: readonly Alert[];
  /** Share of requests that must succeed, or be fast. @default none */
  readonly slos?: readonly Slo[];
  /** Page in docs/runbooks that explains the alerts. @default the program's name */
  readonly runbook?: string;
  /** Container ports that clients outside of the cluster reach, if the platform runs its own edge. @default none */
  readonly outside?: readonly number[];
  /** Container ports that the pods reach on each other. @default none */
  readonly self?: readonly number[];
  /** Settings of this component's pods and Services, in addition to those of the platform. @default none */
  readonly settings?: ComponentSettings;
  /** Pods of other namespaces that reach these container ports. @default none */
  readonly clients?: { readonly peers: readonly PodPeer[]; readonly ports: readonly number[] };
  /** Addresses outside of the platform that the pods reach. @default none */
  readonly egress?: readonly AddressRange[];
  /** Objects in its namespace that must exist beforehand. @default none */
  readonly given?: readonly Omit<GivenObject, 'namespace'>[];
  /**
   * Annotations of a Helm hook. Its pods exist only while the hook runs, so the NetworkPolicies of its peers do not contain it: policies of its own
   * admit it there, with these annotations. @default none: it exists as long as the platform
   */
  readonly hook?: Readonly<Record<string, string>>;
}

/** Settings of an environment for one component. */
export interface ComponentSettings {
  readonly pod?: PodSettings;
  readonly service?: ObjectSettings;
}

/** Addresses with TCP ports. */
export interface AddressRange {
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
}

/** One set of pods: its labels, a selector for exactly these pods, and its connections. `seal()` adds its NetworkPolicy. */
export class Workload extends Construct implements PodSet {
  /** Name of its objects, and label app.kubernetes.io/instance. */
  readonly instance: string;
  readonly namespace: string;
  readonly domain: string;
  readonly connections: readonly Connection[];
  readonly metrics: readonly MetricsPort[];
  readonly alerts?: ComponentAlerts;
  readonly outside: readonly number[];
  readonly self: readonly number[];
  readonly clients?: WorkloadProps['clients'];
  readonly egress: readonly AddressRange[];
  readonly hook?: Readonly<Record<string, string>>;
  private readonly others: readonly Omit<GivenObject, 'namespace'>[];
  private readonly settings: ComponentSettings;
  private readonly program: string;
  private readonly component: string;
  private routed?: number;

  constructor(scope: Construct, props: WorkloadProps) {
    super(scope, 'Default');
    this.instance = componentName(this);
    requireValid(scope, instanceName, this.instance, 'its name');
    requireValid(scope, programName, props.name, "its program's name");
    for (const port of [...(props.self ?? []), ...(props.metrics ?? []).map((metrics) => metrics.port), ...(props.outside ?? [])]) {
      requireValid(scope, portNumber, port, 'a port');
    }
    this.namespace = PlatformChart.namespaceOf(this);
    this.domain = PlatformChart.containing(this).environment.cluster.domain;
    this.program = props.name;
    this.component = props.component;
    this.connections = props.connections ?? [];
    this.metrics = props.metrics ?? [];
    this.outside = props.outside ?? [];
    this.self = props.self ?? [];
    this.alerts = this.resolve(props);
    this.clients = props.clients;
    this.egress = props.egress ?? [];
    this.settings = props.settings ?? {};
    this.others = props.given ?? [];
    this.hook = props.hook;
  }

  /** Container port that the cluster's edge reaches. */
  get edge(): number | undefined {
    return this.routed;
  }

  /** Lets the cluster's edge reach a container port. */
  admitEdge(port: number): void {
    this.routed = requireValid(this, portNumber, port, 'the port of a route');
  }

  /** Selects exactly these pods. Immutable on a live cluster. */
  get selector(): Record<string, string> {
    return { 'app.kubernetes.io/name': this.program, 'app.kubernetes.io/instance': this.instance };
  }

  /** Labels of every object of the workload, including its pods. */
  get labels(): Record<string, string> {
    const { labels } = PlatformChart.containing(this);
    return { ...labels, ...this.selector, 'app.kubernetes.io/component': this.component };
  }

  /** Metadata of its NetworkPolicies and of its files. */
  get metadata(): { labels: Record<string, string>; annotations?: Record<string, string> } {
    return { labels: this.labels, ...(this.hook ? { annotations: { ...this.hook } } : {}) };
  }

  /** Settings of its pods: those of the platform, merged with its own. */
  get podSettings(): PodSettings {
    return mergedSettings(PlatformChart.containing(this).environment.pods, this.settings.pod);
  }

  /** Objects in its namespace that must exist beforehand, including credentials of registries. */
  get given(): GivenObject[] {
    const credentials = (this.podSettings.imagePullSecrets ?? []).map(
      (name) => ({ kind: 'Secret', name, keys: ['.dockerconfigjson'], purpose: `images of ${this.instance}` }) as const,
    );
    const { certificateAuthorities: authorities } = this.podSettings;
    const trusted = authorities
      ? [{ kind: 'ConfigMap', name: authorities.configMap, keys: [authorities.key], purpose: 'certificates' } as const]
      : [];
    return [...this.others, ...credentials, ...trusted].map((object) => ({ ...object, namespace: this.namespace }));
  }

  /** Metadata of its Services. */
  get serviceMetadata(): { labels: Record<string, string>; annotations?: Record<string, string> } {
    return withSettings(this.labels, PlatformChart.containing(this).environment.services, this.settings.service);
  }

  /** The variables of its connections, in the order of declaration, then its own. */
  variables(own: EnvironmentVariables = {}): k8s.EnvVar[] {
    return environmentVariables([...this.connections.map((connection) => connection.variables(this)), own], this);
  }

  private resolve({ alerts = [], slos = [], runbook: page = this.program }: WorkloadProps): ComponentAlerts | undefined {
    if (alerts.length === 0 && slos.length === 0) return undefined;
    requireValid(this, pageName, page, 'runbook');
    const { runbooks = 'docs/runbooks' } = PlatformChart.containing(this).environment.cluster;
    const target = targetOf(this);
    const objectives = slos.map((slo) => resolveSlo(slo, target, this));
    return {
      namespace: this.namespace,
      component: this.instance,
      page,
      recordings: objectives.flatMap(({ recordings }) => recordings),
      alerts: resolveAlerts([...alerts, ...objectives.flatMap((objective) => objective.alerts)], {
        scope: this,
        target,
        page: `${runbooks}/${page}.md`,
      }),
      scrapes: this.metrics.flatMap(({ recorded }) => (recorded ? [recorded] : [])),
    };
  }
}

/** All workloads below a construct. */
export const workloadsOf = (scope: Construct): Workload[] =>
  scope.node.findAll().filter((construct): construct is Workload => construct instanceof Workload);
