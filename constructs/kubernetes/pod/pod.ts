import { type k8s, portOf, quantity } from '../k8s';
import type { Resources } from '../platform/environment';
import type { Workload } from '../workload/workload';

export interface PodProps {
  readonly workload: Workload;
  readonly containers: readonly k8s.Container[];
  readonly volumes?: readonly k8s.Volume[];
  /** User and group of every process. */
  readonly uid: number;
  readonly gid: number;
  /** Seconds between the request to stop and the kill; must cover preStop. */
  readonly terminationGracePeriodSeconds: number;
  /** Annotations of the pod, such as the checksums of `restart` configuration. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How the pods spread over nodes and zones. @default not at all: a single pod */
  readonly spread?: readonly k8s.TopologySpreadConstraint[];
  /** ServiceAccount of the pod. @default the namespace's, which may do nothing */
  readonly serviceAccountName?: string;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

/** A pod that Pod Security "restricted" admits, with a read-only root and no token. */
export function pod(props: PodProps): k8s.PodTemplateSpec {
  return {
    metadata: { labels: props.workload.labels, ...(props.annotations ? { annotations: { ...props.annotations } } : {}) },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: props.uid,
        runAsGroup: props.gid,
        fsGroup: props.gid,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
      containers: [...props.containers],
      restartPolicy: props.restartPolicy,
      serviceAccountName: props.serviceAccountName,
      topologySpreadConstraints: props.spread ? [...props.spread] : undefined,
      volumes: props.volumes ? [...props.volumes] : undefined,
    },
  };
}

/** What the restricted level asks of each container. */
export const restricted = (): k8s.SecurityContext => ({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
});

export const resourceRequirements = (resources: Resources): k8s.ResourceRequirements => ({
  requests: { cpu: quantity(resources.cpu), memory: quantity(resources.memory) },
  limits: { memory: quantity(resources.memory) },
});

/**
 * Spreads a workload's pods.
 *
 * @param nodes 'required' keeps two pods off one node even if one must wait (stores); 'evenly' does so among the nodes that take pods, so
 *   that those of one which is drained or lost find a place (stores with more pods than nodes); 'preferred' would rather run (services)
 */
export const spread = (workload: Workload, nodes: 'required' | 'evenly' | 'preferred'): k8s.TopologySpreadConstraint[] => [
  {
    topologyKey: 'kubernetes.io/hostname',
    maxSkew: 1,
    whenUnsatisfiable: nodes === 'preferred' ? 'ScheduleAnyway' : 'DoNotSchedule',
    ...(nodes === 'evenly' ? { nodeTaintsPolicy: 'Honor' } : {}),
    labelSelector: { matchLabels: workload.selector },
  },
  {
    topologyKey: 'topology.kubernetes.io/zone',
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: workload.selector },
  },
];

/** A hook whose last argument is the bound in seconds that it keeps to: what the grace period must cover. */
export const preStop = (seconds: number, ...command: readonly string[]): k8s.Lifecycle => ({
  preStop: { exec: { command: [...command, String(seconds)] } },
});

/** A pause that needs no program in the image, for `withNewerFields()`: Kubernetes 1.30 and newer know it. */
export const preStopSleep = (seconds: number) => ({ preStop: { sleep: { seconds } } });

export const httpProbe = (path: string, port: number | string): Pick<k8s.Probe, 'httpGet'> => ({ httpGet: { path, port: portOf(port) } });
