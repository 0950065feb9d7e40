import { Construct } from 'constructs';
import { requireName, requirePort } from '../checks/checks';
import type { k8s } from '../k8s';
import { componentName, PlatformChart } from '../platform/chart';
import type { Connection, PodSet } from './connections';
import { type EnvironmentVariables, environmentVariables } from './environment-variables';

/** A container port that Prometheus scrapes. */
export interface MetricsPort {
  /** Name of the port in its container. */
  readonly name: string;
  readonly port: number;
  /** @default /metrics */
  readonly path?: string;
}

export interface WorkloadProps {
  /** The program, such as 'postgresql': label app.kubernetes.io/name. */
  readonly name: string;
  /** Its part in the platform, such as 'database': label app.kubernetes.io/component. */
  readonly component: string;
  /** What its pods connect to. @default nothing */
  readonly connections?: readonly Connection[];
  /** What the cluster's Prometheus scrapes: a PodMonitor where the operator is there. @default nothing */
  readonly metrics?: readonly MetricsPort[];
  /** Container port that the ingress controller reaches. @default none */
  readonly edge?: number;
  /** Container ports that the pods reach on each other. @default none */
  readonly self?: readonly number[];
}

/** One set of pods: its labels, the selector that selects it and nothing else, and who it talks to. `seal()` gives each its NetworkPolicy. */
export class Workload extends Construct implements PodSet {
  /** Name of its objects, and label app.kubernetes.io/instance. */
  readonly instance: string;
  readonly namespace: string;
  readonly connections: readonly Connection[];
  readonly metrics: readonly MetricsPort[];
  readonly edge?: number;
  readonly self: readonly number[];
  private readonly program: string;
  private readonly component: string;

  constructor(scope: Construct, props: WorkloadProps) {
    super(scope, 'Default');
    this.instance = componentName(this);
    requireName(scope, 'its name', this.instance, 52); // what a StatefulSet and a CronJob leave room for in 63
    requireName(scope, "its program's name", props.name);
    for (const port of [...(props.self ?? []), ...(props.metrics ?? []).map((metrics) => metrics.port), ...(props.edge ? [props.edge] : [])]) {
      requirePort(scope, 'a port', port);
    }
    this.namespace = PlatformChart.namespaceOf(this);
    this.program = props.name;
    this.component = props.component;
    this.connections = props.connections ?? [];
    this.metrics = props.metrics ?? [];
    this.edge = props.edge;
    this.self = props.self ?? [];
  }

  /** Selects these pods and no others. Immutable on a live cluster. */
  get selector(): Record<string, string> {
    return { 'app.kubernetes.io/name': this.program, 'app.kubernetes.io/instance': this.instance };
  }

  /** Labels of every object of the workload, its pods included. */
  get labels(): Record<string, string> {
    const { labels } = PlatformChart.containing(this);
    return { ...labels, ...this.selector, 'app.kubernetes.io/component': this.component };
  }

  /** The variables that its connections give it, in the order of their declaration, then its own. */
  variables(own: EnvironmentVariables = {}): k8s.EnvVar[] {
    return environmentVariables([...this.connections.map((connection) => connection.variables(this)), own], this);
  }
}
