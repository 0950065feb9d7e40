import {
  type ApiAccess,
  type ComponentFiles,
  exporterContainer,
  fieldRef,
  folders,
  httpProbe,
  type k8s,
  memoryLimit,
  type PodProps,
  pod,
  preStop,
  quantity,
  reference,
  resourceRequirements,
  restricted,
  runScript,
  type SecretKey,
  secretRef,
} from '../kubernetes';
import { binaries, paths, ports } from './configuration';
import { images } from './images';
import type { Resolved, Timing } from './props';

interface InstancePodProps extends Pick<PodProps, 'workload' | 'spread'> {
  readonly files: ComponentFiles;
  readonly props: Resolved;
  readonly access: ApiAccess;
  /** Passwords that the keeper reads as files. */
  readonly passwords: readonly SecretKey[];
  readonly image: string;
}

/** Time limit of the preStop hook in seconds: half for a checkpoint, the rest for the hand-over. */
const handOver = 25;
/** Time limit in seconds for the shutdown of PostgreSQL after that. */
const shutdown = 60;

/** One instance: Patroni with PostgreSQL, the keeper, and the exporter. */
export const instancePod = (instance: InstancePodProps): k8s.PodTemplateSpec =>
  pod({
    workload: instance.workload,
    annotations: instance.files.annotations,
    spread: instance.spread,
    uid: images.spilo.uid,
    gid: images.spilo.gid,
    serviceAccountName: instance.access.serviceAccountName,
    terminationGracePeriodSeconds: handOver + shutdown,
    containers: [postgresql(instance), keeper(instance), exporter(instance)],
    volumes: [
      instance.access.volume,
      instance.files.volume,
      { name: 'passwords', projected: { sources: passwordFiles(instance.passwords) } },
      { name: 'socket', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      // For parallel queries, which need more than the 64 MiB of the container runtime's default. Bounded, because it counts as memory of the container.
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: quantity(instance.props.sharedMemory) } },
    ],
  });

const passwordFiles = (keys: readonly SecretKey[]): k8s.VolumeProjection[] =>
  keys.map(({ secret, key }) => ({ secret: { name: secret, items: [{ key, path: `${secret}/${key}` }] } }));

const socket: k8s.VolumeMount = { name: 'socket', mountPath: paths.socket };

const postgresql = ({ props, access, files, image }: InstancePodProps): k8s.Container => ({
  name: 'postgresql',
  image,
  command: runScript('start.sh'),
  env: [
    { name: 'LC_ALL', value: 'C.UTF-8' },
    { name: 'PATRONICTL_CONFIG_FILE', value: '/tmp/patroni' }, // for engineers who run patronictl in the pod
    { name: 'VOLUME', value: paths.volume },
    { name: 'BIN_DIR', value: binaries(props) },
    memoryLimit(),
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('POD_NAME', 'metadata.name'), // for the scripts, because Patroni removes its own variables from their environment
    fieldRef('POD_NAMESPACE', 'metadata.namespace'),
    { name: 'PATRONI_NAME', value: '$(POD_NAME)' },
    { name: 'PATRONI_KUBERNETES_NAMESPACE', value: '$(POD_NAMESPACE)' },
    { name: 'PATRONI_KUBERNETES_POD_IP', value: '$(POD_IP)' },
    { name: 'PATRONI_RESTAPI_CONNECT_ADDRESS', value: `$(POD_IP):${ports.patroni}` },
    { name: 'PATRONI_POSTGRESQL_CONNECT_ADDRESS', value: `$(POD_IP):${ports.postgresql}` },
    secretRef('PATRONI_REPLICATION_PASSWORD', props.replicationPassword),
    secretRef('PATRONI_REWIND_PASSWORD', props.replicationPassword),
    secretRef('PATRONI_RESTAPI_PASSWORD', props.patroniPassword),
  ],
  ports: [
    { name: 'postgresql', containerPort: ports.postgresql },
    { name: 'patroni', containerPort: ports.patroni },
  ],
  lifecycle: preStop(handOver, ...runScript('pre-stop.sh')),
  ...probes(props.timing),
  resources: resourceRequirements(props.resources),
  securityContext: restricted(),
  volumeMounts: [
    access.mount,
    files.mount,
    socket,
    { name: 'data', mountPath: paths.volume },
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'shm', mountPath: '/dev/shm' },
  ],
});

/**
 * Readiness decides only whether a rolling update continues; it does not affect routing. Liveness is the watchdog: a frozen primary must be killed
 * before its lock expires, or its open sessions could still write while there is a new primary. The lock expires at the earliest ttl - loop wait
 * after the freeze.
 */
function probes({ ttlSeconds, loopWaitSeconds }: Timing): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const periodSeconds = 3;
  const timeoutSeconds = 2;
  const kill = 1 + 2; // the grace period below, and the seconds that the kubelet adds when a hook has used it up
  return {
    startupProbe: { ...httpProbe('/liveness', 'patroni'), timeoutSeconds, periodSeconds: 1, failureThreshold: 120 },
    readinessProbe: { ...httpProbe('/readiness', 'patroni'), timeoutSeconds, periodSeconds, failureThreshold: 3 },
    livenessProbe: {
      ...httpProbe('/liveness', 'patroni'),
      timeoutSeconds,
      periodSeconds,
      failureThreshold: Math.floor((ttlSeconds - loopWaitSeconds - kill - timeoutSeconds) / periodSeconds),
      terminationGracePeriodSeconds: 1,
    },
  };
}

const keeper = ({ props, access, files, image }: InstancePodProps): k8s.Container => ({
  name: 'keeper',
  image,
  command: runScript('keeper.sh', '5'),
  env: [
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('POD_NAME', 'metadata.name'),
    fieldRef('POD_NAMESPACE', 'metadata.namespace'),
    secretRef('PATRONI_RESTAPI_PASSWORD', props.patroniPassword),
  ],
  resources: resourceRequirements(props.sidecars.keeper),
  securityContext: restricted(),
  volumeMounts: [access.mount, files.mount, socket, { name: 'passwords', mountPath: folders.secrets, readOnly: true }],
});

/** It has another user than PostgreSQL, which takes its own user for the superuser (pg_ident). */
const exporter = ({ props }: InstancePodProps): k8s.Container => ({
  ...exporterContainer({
    image: reference(props.images.exporter),
    args: [`--web.listen-address=:${ports.metrics}`],
    env: [{ name: 'DATA_SOURCE_NAME', value: `host=${paths.socket} user=monitor dbname=postgres sslmode=disable` }],
    port: ports.metrics,
    resources: props.sidecars.exporter,
    volumeMounts: [socket],
  }),
  securityContext: { ...restricted(), runAsUser: images.postgresExporter.uid, runAsGroup: images.postgresExporter.gid },
});
