// What a namespace holds, as far as the everyday commands read it: one answer of the API server.
import type { Kubectl } from './kubectl';

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: string;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Termination {
  readonly exitCode: number;
  readonly reason?: string;
  readonly message?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: Termination;
  };
  readonly lastState?: { readonly terminated?: Termination };
}

export interface LivePod {
  readonly kind: 'Pod';
  readonly metadata: Metadata;
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface LiveWorkload {
  readonly kind: 'StatefulSet' | 'Deployment' | 'DaemonSet' | 'Job';
  readonly metadata: Metadata;
  readonly spec: { readonly replicas?: number; readonly completions?: number };
  readonly status: {
    readonly observedGeneration?: number;
    /** All pods, also those of the old version. */
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly succeeded?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface LiveClaim {
  readonly kind: 'PersistentVolumeClaim';
  readonly metadata: Metadata;
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: string } };
  };
  readonly status?: { readonly phase?: string; readonly capacity?: { readonly storage?: string } };
}

export interface LiveEvent {
  readonly kind: 'Event';
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly metadata: Metadata & { readonly creationTimestamp?: string };
}

export interface Live {
  readonly workloads: readonly LiveWorkload[];
  readonly pods: readonly LivePod[];
  readonly claims: readonly LiveClaim[];
  /** The oldest first. */
  readonly events: readonly LiveEvent[];
}

type Item = LiveWorkload | LivePod | LiveClaim | LiveEvent;

const kinds = 'statefulsets,deployments,daemonsets,jobs,pods,persistentvolumeclaims,events';

/** Reads the namespaces; one that does not exist is empty. */
export async function readLive(kubectl: Kubectl, namespaces: readonly string[]): Promise<Live> {
  const texts = await Promise.all(namespaces.map((namespace) => kubectl(['get', kinds, '-n', namespace, '-o', 'json'], { timeoutSeconds: 30 })));
  return liveOf(texts.flatMap((text) => (JSON.parse(text) as { readonly items: readonly Item[] }).items));
}

export function liveOf(items: readonly Item[]): Live {
  const at = (event: LiveEvent) => event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '';
  return {
    workloads: items.filter((item): item is LiveWorkload => ['StatefulSet', 'Deployment', 'DaemonSet', 'Job'].includes(item.kind)),
    pods: items.filter((item): item is LivePod => item.kind === 'Pod'),
    claims: items.filter((item): item is LiveClaim => item.kind === 'PersistentVolumeClaim'),
    events: items.filter((item): item is LiveEvent => item.kind === 'Event').sort((a, b) => (at(a) < at(b) ? -1 : 1)),
  };
}
