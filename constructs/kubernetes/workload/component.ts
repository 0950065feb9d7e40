import { Construct } from 'constructs';
import { componentName, PlatformChart } from '../platform/chart';
import type { Endpoint } from './connections';
import { type Workload, workloadsOf } from './workload';

export interface ComponentProps {
  /** Folder of its construct, such as 'postgres'. */
  readonly kind: string;
  /** Volume claims of its data, in the order of its pods. @default none */
  readonly claims?: readonly string[];
  /** Endpoints for its clients, by a name such as 'read-write'. @default none */
  readonly endpoints?: Readonly<Record<string, Endpoint<unknown>>>;
}

/** The handle of a component. The model records it as data, so that its pods, claims and endpoints can be found without knowing its construct. */
export class Component extends Construct {
  /** Name of its main objects; those of its parts begin with it. */
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly claims: readonly string[];
  readonly endpoints: Readonly<Record<string, Endpoint<unknown>>>;

  /** @param scope the component's construct */
  constructor(
    private readonly scope: Construct,
    props: ComponentProps,
  ) {
    super(scope, 'Component');
    this.id = componentName(scope);
    this.namespace = PlatformChart.namespaceOf(scope);
    this.kind = props.kind;
    this.claims = props.claims ?? [];
    this.endpoints = props.endpoints ?? {};
  }

  /** Its sets of pods, the main one first. */
  get workloads(): Workload[] {
    return workloadsOf(this.scope);
  }
}
