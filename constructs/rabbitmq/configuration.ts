import { join } from 'node:path';
import { type ConfigurationFile, fileOf, shipped } from '../kubernetes';
import { definitionsOf } from './definitions';
import { ports } from './ports';
import type { Resolved } from './resolve';

/** Paths in the pod. */
export const paths = {
  data: '/var/lib/rabbitmq',
  /** In memory: the cookie, the hashes of the passwords, and what start.sh writes. */
  run: '/run/rabbitmq',
} as const;

/**
 * The files of the component's ConfigMap.
 *
 * @param set name of the StatefulSet
 */
export function files(set: string, props: Resolved, vhost: string): ConfigurationFile[] {
  const script = (name: string, onChange: ConfigurationFile['onChange']) => fileOf(join(__dirname, 'scripts', name), onChange);
  return [
    { name: 'rabbitmq.conf', text: shipped(rabbitmqConf, 'constructs/rabbitmq/configuration.ts'), onChange: 'restart' },
    { name: 'enabled_plugins', text: '[rabbitmq_prometheus].\n', onChange: 'restart' },
    { name: 'definitions.json', text: definitionsOf(vhost, props, props.accounts), onChange: 'restart' },
    { name: 'users', text: props.accounts.map(({ name }) => `${name}\n`).join(''), onChange: 'restart' },
    { name: 'size', text: `SET=${set}\nPODS=${props.pods}\n`, onChange: 'reload' },
    script('start.sh', 'restart'),
    script('formation.erl', 'restart'),
    script('probe.sh', 'reload'),
    script('probe.erl', 'reload'),
    script('pre-stop.sh', 'reload'),
  ];
}

/** Configuration that is the same for all pods; start.sh adds the rest. No key is newer than RabbitMQ 4.0. */
const rabbitmqConf = `listeners.tcp.default = ${ports.amqp}
# PLAIN and AMQPLAIN only: ANONYMOUS is on by default.
auth_mechanisms.1 = PLAIN
auth_mechanisms.2 = AMQPLAIN
anonymous_login_user = none
# Seconds. A client that vanished is noticed within two of them.
heartbeat = 15
# Milliseconds in which a consumer must acknowledge; after that, its channel is closed and the task is delivered again.
consumer_timeout = 3600000
# Share of the memory limit at which publishers are blocked.
vm_memory_high_watermark.relative = 0.6
definitions.import_backend = local_filesystem
definitions.local.path = /run/rabbitmq/definitions.json
definitions.skip_if_unchanged = true
cluster_formation.peer_discovery_backend = classic_config
# Without effect on the metadata store Khepri, which needs a majority anyway.
cluster_partition_handling = pause_minority
queue_leader_locator = balanced
# Queues get three members even if they were declared while nodes were missing, and again when a node returns with an empty volume.
quorum_queue.continuous_membership_reconciliation.enabled = true
quorum_queue.continuous_membership_reconciliation.auto_remove = false
quorum_queue.continuous_membership_reconciliation.target_group_size = 3
quorum_queue.continuous_membership_reconciliation.trigger_interval = 2000
quorum_queue.continuous_membership_reconciliation.interval = 600000
# Bytes. The default of 512 MiB would need several times as much memory.
raft.wal_max_size_bytes = 67108864
# Celery declares such queues for remote control and events.
deprecated_features.permit.transient_nonexcl_queues = true
deprecated_features.permit.global_qos = false
deprecated_features.permit.queue_master_locator = false
deprecated_features.permit.ram_node_type = false
deprecated_features.permit.amqp_address_v1 = false
prometheus.tcp.port = ${ports.metrics}
# Metrics for each queue; there are few.
prometheus.return_per_object_metrics = true
log.console = true
log.console.level = info
log.file = false
`;
