import {
  fieldRef,
  images,
  type k8s,
  type PodProps,
  pod,
  portOf,
  preStop,
  quantity,
  reference,
  resourceRequirements,
  restricted,
  secretRef,
} from '../kubernetes';
import { paths } from './configuration';
import { ports } from './ports';
import type { Resolved } from './resolve';

interface RedisPodProps extends Pick<PodProps, 'workload' | 'annotations' | 'spread'> {
  readonly props: Resolved;
  /** DNS domain of the pods: that of the headless Service. */
  readonly domain: string;
}

/** Seconds that the hook before a stop may take to hand a master's slots over. */
const handOver = 10;
/** Seconds that Redis gets for its shutdown after that: 10 for replicas that are behind, the rest for the disk. */
const shutdown = 30;

/** One node of the cluster: Redis, the keeper, and the exporter. */
export const redisPod = (node: RedisPodProps): k8s.PodTemplateSpec =>
  pod({
    workload: node.workload,
    annotations: node.annotations,
    spread: node.spread,
    uid: images.redis.uid,
    gid: images.redis.gid,
    terminationGracePeriodSeconds: handOver + shutdown,
    containers: [redis(node), keeper(node), exporter(node)],
    volumes: [
      { name: 'files', configMap: { name: node.workload.instance } },
      { name: 'password', secret: { secretName: node.props.password.secret, items: [{ key: node.props.password.key, path: 'password' }] } },
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: quantity('1Mi') } }, // holds the password: no disk
      { name: 'tmp', emptyDir: {} },
    ],
  });

const mounts = {
  files: { name: 'files', mountPath: paths.files, readOnly: true },
  password: { name: 'password', mountPath: paths.secrets, readOnly: true },
  run: { name: 'run', mountPath: paths.run },
  data: { name: 'data', mountPath: paths.data },
} satisfies Record<string, k8s.VolumeMount>;

const script = (name: string): string[] => ['/bin/sh', `${paths.files}/${name}`];

const redis = ({ props, domain }: RedisPodProps): k8s.Container => ({
  name: 'redis',
  image: reference(images.redis, props.images?.redis),
  command: script('start.sh'),
  env: [
    { name: 'MEMORY_LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('POD_NAME', 'metadata.name'),
    fieldRef('NODE_NAME', 'spec.nodeName'),
    { name: 'DOMAIN', value: domain },
  ],
  ports: [
    { name: 'redis', containerPort: ports.redis },
    { name: 'bus', containerPort: ports.bus },
  ],
  lifecycle: preStop(handOver, ...script('pre-stop.sh')),
  readinessProbe: { exec: { command: [...script('probe.sh'), 'ready'] }, timeoutSeconds: 5, periodSeconds: 3, failureThreshold: 3 },
  // A minute: the others have replaced a master that does not answer long before, and one that is only busy is not to be restarted.
  livenessProbe: { exec: { command: [...script('probe.sh'), 'live'] }, timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 6 },
  resources: resourceRequirements(props.resources),
  securityContext: restricted(),
  volumeMounts: [mounts.files, mounts.password, mounts.run, mounts.data],
});

const keeper = ({ props, domain }: RedisPodProps): k8s.Container => ({
  name: 'keeper',
  image: reference(images.redis, props.images?.redis),
  command: [...script('keeper.sh'), '2', String(Math.ceil((2 * props.nodeTimeoutMilliseconds) / 1000) + 2)],
  env: [fieldRef('POD_IP', 'status.podIP'), fieldRef('POD_NAME', 'metadata.name'), { name: 'DOMAIN', value: domain }],
  resources: resourceRequirements(props.sidecars?.keeper ?? { cpu: '20m', memory: '32Mi' }),
  securityContext: restricted(),
  volumeMounts: [mounts.files, mounts.password, mounts.run, mounts.data, { name: 'tmp', mountPath: '/tmp' }],
});

const exporter = ({ props }: RedisPodProps): k8s.Container => ({
  name: 'exporter',
  image: reference(images.redisExporter, props.images?.exporter),
  args: [`--web.listen-address=:${ports.metrics}`, `--redis.addr=redis://localhost:${ports.redis}`],
  env: [secretRef('REDIS_PASSWORD', props.password)],
  ports: [{ name: 'metrics', containerPort: ports.metrics }],
  // No readiness: an exporter in trouble is no reason to hold up an update of Redis.
  livenessProbe: { tcpSocket: { port: portOf('metrics') }, timeoutSeconds: 2, periodSeconds: 20, failureThreshold: 3 },
  resources: resourceRequirements(props.sidecars?.exporter ?? { cpu: '20m', memory: '32Mi' }),
  securityContext: restricted(),
});
