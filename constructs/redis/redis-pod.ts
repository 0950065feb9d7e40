import {
  type ComponentFiles,
  exporterContainer,
  fieldRef,
  folders,
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
  secretRef,
} from '../kubernetes';
import { paths } from './configuration';
import { images } from './images';
import { ports } from './ports';
import type { Resolved } from './resolve';
import type { User } from './users';

interface RedisPodProps extends Pick<PodProps, 'workload' | 'spread'> {
  readonly files: ComponentFiles;
  readonly props: Resolved;
  /** DNS domain of the pods, which is that of the headless Service. */
  readonly domain: string;
  /** DNS name of the Service that leads to any pod. */
  readonly anyPod: string;
}

/** Time limit of the preStop hook in seconds, in which a master hands its slots over. */
const handOver = 10;
/** Time limit in seconds for the shutdown of Redis after that: 10 for replicas that lag, the rest for the disk. */
const shutdown = 30;
/** Seconds after its start for which a replica waits for its master, and for the other masters to find that one, before it may be elected. */
const awaitMaster = 20;

/** One node of the cluster: Redis, the keeper, and the exporter. */
export const redisPod = (node: RedisPodProps): k8s.PodTemplateSpec =>
  pod({
    workload: node.workload,
    annotations: node.files.annotations,
    spread: node.spread,
    uid: images.redis.uid,
    gid: images.redis.gid,
    terminationGracePeriodSeconds: handOver + shutdown,
    containers: [redis(node), keeper(node), exporter(node)],
    volumes: [
      node.files.volume,
      passwords(node),
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: quantity('1Mi') } }, // contains the passwords, so it is not on disk
      { name: 'tmp', emptyDir: {} },
    ],
  });

/** A file for each user's password. */
const passwords = ({ props }: RedisPodProps): k8s.Volume => ({
  name: 'passwords',
  projected: {
    sources: Object.entries(props.passwords).map(([path, { secret, key }]) => ({ secret: { name: secret, items: [{ key, path }] } })),
  },
});

const mounts = {
  passwords: { name: 'passwords', mountPath: folders.secrets, readOnly: true },
  run: { name: 'run', mountPath: paths.run },
  data: { name: 'data', mountPath: paths.data },
} satisfies Record<string, k8s.VolumeMount>;

const redis = ({ props, files, domain }: RedisPodProps): k8s.Container => ({
  name: 'redis',
  image: reference(props.images.redis),
  command: runScript('start.sh'),
  env: [
    memoryLimit(),
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('POD_NAME', 'metadata.name'),
    fieldRef('NODE_NAME', 'spec.nodeName'),
    // Empty without this label, which pods have from Kubernetes 1.35 on.
    fieldRef('ZONE', "metadata.labels['topology.kubernetes.io/zone']"),
    { name: 'DOMAIN', value: domain },
  ],
  ports: [
    { name: 'redis', containerPort: ports.redis },
    { name: 'bus', containerPort: ports.bus },
  ],
  lifecycle: preStop(handOver, ...runScript('pre-stop.sh')),
  readinessProbe: { exec: { command: runScript('probe.sh', 'ready') }, timeoutSeconds: 5, periodSeconds: 3, failureThreshold: 3 },
  // A minute: failover happens long before, and a server that is only busy must not be restarted.
  livenessProbe: { exec: { command: runScript('probe.sh', 'live') }, timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 6 },
  resources: resourceRequirements(props.resources),
  securityContext: restricted(),
  volumeMounts: [files.mount, mounts.passwords, mounts.run, mounts.data],
});

const keeper = ({ props, files, domain, anyPod }: RedisPodProps): k8s.Container => ({
  name: 'keeper',
  image: reference(props.images.redis),
  command: runScript('keeper.sh', '2', String(Math.ceil((2 * props.nodeTimeoutMilliseconds) / 1000) + 2), '1', String(awaitMaster)),
  env: [
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('POD_NAME', 'metadata.name'),
    { name: 'DOMAIN', value: domain },
    { name: 'ANY_POD', value: anyPod },
  ],
  resources: resourceRequirements(props.sidecars.keeper),
  securityContext: restricted(),
  volumeMounts: [files.mount, mounts.passwords, mounts.run, mounts.data, { name: 'tmp', mountPath: '/tmp' }],
});

const exporter = ({ props }: RedisPodProps): k8s.Container =>
  exporterContainer({
    image: reference(props.images.exporter),
    // `-`: no CONFIG, because its user must not read the password of replicas.
    args: [`--web.listen-address=:${ports.metrics}`, `--redis.addr=redis://localhost:${ports.redis}`, '--config-command=-'],
    env: [{ name: 'REDIS_USER', value: 'exporter' satisfies User }, secretRef('REDIS_PASSWORD', props.passwords.exporter)],
    port: ports.metrics,
    resources: props.sidecars.exporter,
  });
