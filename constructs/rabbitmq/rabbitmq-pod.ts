import {
  type ComponentFiles,
  fieldRef,
  folders,
  type k8s,
  memoryLimit,
  type PodProps,
  pod,
  portOf,
  preStop,
  quantity,
  reference,
  resourceRequirements,
  restricted,
  runScript,
  secret,
} from '../kubernetes';
import { paths } from './configuration';
import { images } from './images';
import { ports } from './ports';
import type { Resolved } from './resolve';

interface RabbitmqPodProps extends Pick<PodProps, 'workload' | 'spread'> {
  readonly files: ComponentFiles;
  readonly props: Resolved;
  /** DNS domain of the pods, which is that of the headless Service. */
  readonly domain: string;
  readonly vhost: string;
}

/** Time limit of the preStop hook in seconds: two thirds until the cluster can spare the node, the rest to hand its queues over. */
const handOver = 60;
/** Time limit in seconds for the shutdown of RabbitMQ after that. */
const shutdown = 60;

/** One node of the cluster. */
export const rabbitmqPod = (node: RabbitmqPodProps): k8s.PodTemplateSpec =>
  pod({
    workload: node.workload,
    annotations: node.files.annotations,
    spread: node.spread,
    uid: images.rabbitmq.uid,
    gid: images.rabbitmq.gid,
    terminationGracePeriodSeconds: handOver + shutdown,
    containers: [rabbitmq(node)],
    volumes: [
      node.files.volume,
      secrets(node),
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: quantity('4Mi') } }, // contains the cookie, so it is not on disk
      { name: 'tmp', emptyDir: {} },
    ],
  });

/** A file for the cookie, and one for each user's password. */
const secrets = ({ props, workload }: RabbitmqPodProps): k8s.Volume => {
  const cookie = secret(`${workload.instance}-internal`, 'cookie');
  const passwords = props.accounts.map(({ name, password }) => ({ ...password, path: `user-${name}` }));
  return {
    name: 'secrets',
    projected: {
      sources: [{ ...cookie, path: 'cookie' }, ...passwords].map(({ secret: name, key, path }) => ({ secret: { name, items: [{ key, path }] } })),
    },
  };
};

const rabbitmq = ({ props, files, domain, vhost }: RabbitmqPodProps): k8s.Container => ({
  name: 'rabbitmq',
  image: reference(props.images.rabbitmq),
  command: runScript('start.sh'),
  env: [
    memoryLimit(),
    fieldRef('POD_NAME', 'metadata.name'),
    { name: 'DOMAIN', value: domain },
    { name: 'VHOST', value: vhost },
    // Also for the programs of hooks and probes, and for engineers in the pod.
    { name: 'HOME', value: paths.run },
    { name: 'LC_ALL', value: 'C.UTF-8' },
    { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
    { name: 'RABBITMQ_NODENAME', value: 'rabbit@$(POD_NAME).$(DOMAIN)' },
    { name: 'RABBITMQ_CONFIG_FILE', value: `${folders.files}/rabbitmq.conf` },
    { name: 'RABBITMQ_CONFIG_FILES', value: `${paths.run}/conf.d/*.conf` },
    { name: 'RABBITMQ_ENABLED_PLUGINS_FILE', value: `${folders.files}/enabled_plugins` },
    { name: 'RABBITMQ_MNESIA_BASE', value: `${paths.data}/mnesia` },
    { name: 'RABBITMQ_LOGS', value: '-' },
    { name: 'RABBITMQ_LOG_BASE', value: `${paths.run}/log` },
    // The server then replaces the script that starts it, and gets SIGTERM itself.
    { name: 'RUNNING_UNDER_SYSTEMD', value: 'true' },
    { name: 'ERL_CRASH_DUMP_SECONDS', value: '0' },
    // Schedulers that spin while they wait for work would take the processor time that other pods need.
    { name: 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS', value: '+sbwt none +sbwtdcpu none +sbwtdio none' },
  ],
  ports: [
    { name: 'amqp', containerPort: ports.amqp },
    { name: 'metrics', containerPort: ports.metrics },
    { name: 'epmd', containerPort: ports.epmd },
    { name: 'distribution', containerPort: ports.distribution },
  ],
  ...(props.architecture === 'clustered' ? { lifecycle: preStop(handOver, ...runScript('pre-stop.sh')) } : {}),
  // A day: a node waits for the others for as long as they are away, and a restart would not bring them back.
  startupProbe: { exec: { command: runScript('probe.sh') }, timeoutSeconds: 30, periodSeconds: 5, failureThreshold: 17_280 },
  readinessProbe: { tcpSocket: { port: portOf('amqp') }, timeoutSeconds: 2, periodSeconds: 5, failureThreshold: 3 },
  // Only whether the virtual machine accepts connections, for five minutes: a node that waits for others, or is drained, must not be restarted.
  livenessProbe: { tcpSocket: { port: portOf('distribution') }, timeoutSeconds: 5, periodSeconds: 30, failureThreshold: 10 },
  resources: resourceRequirements(props.resources),
  securityContext: restricted(),
  volumeMounts: [
    files.mount,
    { name: 'secrets', mountPath: folders.secrets, readOnly: true },
    { name: 'run', mountPath: paths.run },
    { name: 'data', mountPath: paths.data },
    { name: 'tmp', mountPath: '/tmp' },
  ],
});
