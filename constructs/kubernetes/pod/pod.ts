import { type k8s, portOf, quantity } from '../k8s';
import type { Resources } from '../platform/environment';
import type { PodSettings } from '../schema/pods';
import type { Workload } from '../workload/workload';
import { fromMirror } from './mirrors';

export interface PodProps {
  readonly workload: Workload;
  readonly containers: readonly k8s.Container[];
  /** Containers that run one after another before `containers`. @default none */
  readonly initContainers?: readonly k8s.Container[];
  readonly volumes?: readonly k8s.Volume[];
  /** User and group of every process. */
  readonly uid: number;
  readonly gid: number;
  /** Seconds between the request to stop and SIGKILL; must cover preStop. */
  readonly terminationGracePeriodSeconds: number;
  /** Annotations of the pod, such as the checksums of `restart` configuration. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How the pods spread over nodes and zones. @default no constraint, for a single pod */
  readonly spread?: readonly k8s.TopologySpreadConstraint[];
  /** ServiceAccount of the pod. @default the namespace's, which has no permissions */
  readonly serviceAccountName?: string;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

/** A pod that complies with Pod Security "restricted", has a read-only root and no token, and has the environment's settings for pods. */
export function pod(props: PodProps): k8s.PodTemplateSpec {
  const { podSettings: settings, labels } = props.workload;
  const annotations = { ...settings.annotations, ...props.annotations };
  return {
    metadata: { labels: { ...settings.labels, ...labels }, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: {
      ...scheduling(settings),
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
      containers: props.containers.map((container) => withMirror(container, props.workload)),
      initContainers: props.initContainers?.map((container) => withMirror(container, props.workload)),
      restartPolicy: props.restartPolicy,
      serviceAccountName: props.serviceAccountName,
      topologySpreadConstraints: props.spread?.map((constraint) => inZones(constraint, settings)),
      volumes: props.volumes ? [...props.volumes] : undefined,
    },
  };
}

/** Settings that are fields of the pod in the API. */
const scheduling = ({ nodeSelector, tolerations, affinity, priorityClassName, runtimeClassName, imagePullSecrets, dnsConfig }: PodSettings) => ({
  ...(affinity && Object.keys(affinity).length > 0 ? { affinity: structuredClone(affinity) as k8s.Affinity } : {}),
  dnsConfig: resolver(dnsConfig),
  ...(imagePullSecrets ? { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } : {}),
  ...(nodeSelector ? { nodeSelector: { ...nodeSelector } } : {}),
  ...(tolerations ? { tolerations: [...tolerations] } : {}),
  priorityClassName,
  runtimeClassName,
});

/**
 * Until a lost node is noticed, the DNS Service sends half of all look-ups to its server if there are two. With glibc, look-ups of names without a dot,
 * such as a Service's in the same namespace, then fail after 2 s instead of 20, other names after 4 s; with musl, all fail after 1 s. The next one may
 * reach the other server. More attempts do not help: glibc repeats a query from the same port, and so it reaches the same server (of six look-ups with
 * five attempts, three failed after 10.0 s). Without no-tld-query, glibc tries a name without a dot once more without a domain, for another 2 s; with
 * it, such a name is only looked up in the search domains and in /etc/hosts. With ndots 2, complete names are looked up as they are.
 */
const resolverDefaults = [{ name: 'ndots', value: '2' }, { name: 'timeout', value: '1' }, { name: 'attempts', value: '2' }, { name: 'no-tld-query' }];

/** The environment's own options win: of two with a name, the kubelet takes the last one. */
const resolver = ({ nameservers, searches, options = [] }: NonNullable<PodSettings['dnsConfig']> = {}): k8s.PodDnsConfig => ({
  nameservers: nameservers && [...nameservers],
  searches: searches && [...searches],
  options: [...resolverDefaults, ...options],
});

const withMirror = (container: k8s.Container, workload: Workload): k8s.Container =>
  container.image === undefined ? container : { ...container, image: fromMirror(container.image, workload) };

/** With required zones, a pod stays pending if it would make the spread over zones uneven. */
const inZones = (constraint: k8s.TopologySpreadConstraint, { zones }: PodSettings): k8s.TopologySpreadConstraint =>
  zones === 'required' && constraint.topologyKey === zoneLabel ? { ...constraint, whenUnsatisfiable: 'DoNotSchedule' } : constraint;

const zoneLabel = 'topology.kubernetes.io/zone';

/** Fields that the restricted level requires for each container. */
export const restricted = (): k8s.SecurityContext => ({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
});

export const resourceRequirements = ({ cpu, memory, cpuLimit, ephemeralStorage }: Resources): k8s.ResourceRequirements => ({
  requests: quantities({ cpu, memory, 'ephemeral-storage': ephemeralStorage }),
  limits: quantities({ cpu: cpuLimit, memory, 'ephemeral-storage': ephemeralStorage }),
});

const quantities = (values: Readonly<Record<string, string | undefined>>): Record<string, k8s.Quantity> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, quantity(value)]])));

/**
 * Spreads a workload's pods.
 *
 * @param nodes 'required' keeps two pods off one node, even if one stays pending (stores); 'evenly' does so among the nodes that accept pods, so
 *   that the pods of a drained or lost node can be scheduled (stores with more pods than nodes); 'preferred' schedules the pod regardless (services).
 *   A store with a pod for each node is 'required': on the test cluster, the third pod waited for a fourth node and started there. With 'evenly', it
 *   started beside another one and stayed there.
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
    topologyKey: zoneLabel,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: workload.selector },
  },
];

/** Rolling update of a Deployment that stops a pod only when its successor is ready. */
export const startBeforeStop = (): k8s.DeploymentStrategy => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: portOf(1), maxUnavailable: portOf(0) },
});

/** A hook whose last argument is its time limit in seconds. The grace period must cover this limit. */
export const preStop = (seconds: number, ...command: readonly string[]): k8s.Lifecycle => ({
  preStop: { exec: { command: [...command, String(seconds)] } },
});

/** A pause that needs no program in the image, for `withNewerFields()`. Kubernetes 1.30 and newer support it. */
export const preStopSleep = (seconds: number) => ({ preStop: { sleep: { seconds } } });

export const httpProbe = (path: string, port: number | string): Pick<k8s.Probe, 'httpGet'> => ({ httpGet: { path, port: portOf(port) } });
