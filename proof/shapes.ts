// Types of the manifest parts that the proof changes, and of the API server's answers, as far as the proof reads them.

/** Labels of objects, or those that select them. */
export type Labels = Readonly<Record<string, string>>;

export interface EgressRule {
  to?: { ipBlock?: { cidr: string; except?: string[] } }[];
  ports?: { port?: number | string; protocol?: string }[];
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  priorityClassName?: string;
}

export interface Container {
  readonly name: string;
  command?: string[];
  image: string;
  env?: EnvironmentVariable[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

/** A pod as the API server returns it. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels?: Record<string, string>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly name: string; readonly containerID?: string; readonly restartCount: number }[];
  };
}

export interface Node {
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly spec: { readonly unschedulable?: boolean; readonly providerID?: string; readonly taints?: readonly { readonly key: string }[] };
  readonly status: {
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
    readonly capacity: { readonly cpu: string; readonly memory: string };
    readonly nodeInfo: { readonly kernelVersion: string; readonly containerRuntimeVersion: string; readonly osImage: string };
  };
}

export interface List<T> {
  readonly items: readonly T[];
}

export const isReady = (object: {
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}): boolean => object.status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
