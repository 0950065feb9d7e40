import { join } from 'node:path';
import { type ConfigurationFile, fileOf, shipped } from '../kubernetes';
import type { RedisClusterProps } from './props';

/** Places in the pod. */
export const paths = {
  data: '/data',
  files: '/etc/ballast',
  secrets: '/etc/ballast-secrets',
  run: '/run/redis',
} as const;

/** Milliseconds. */
export const nodeTimeoutOf = ({ nodeTimeoutMilliseconds = 5000 }: RedisClusterProps): number => nodeTimeoutMilliseconds;

/** Number of pods, those that are to go included. */
export const podsOf = (props: RedisClusterProps): number => keptOf(props) + (props.retiringPods ?? 0);

/** Number of pods that stay. */
const keptOf = ({ shards, replicasPerShard }: RedisClusterProps): number => shards * (1 + replicasPerShard);

/** All files of the component's ConfigMap. */
export function files(props: RedisClusterProps): ConfigurationFile[] {
  const script = (name: string, onChange: ConfigurationFile['onChange']) => fileOf(join(__dirname, 'scripts', name), onChange);
  return [
    { name: 'redis.conf', text: shipped(redisConf(props), 'constructs/redis/configuration.ts'), onChange: 'restart' },
    { name: 'size', text: `PODS=${podsOf(props)}\nSHARDS=${props.shards}\nKEPT=${keptOf(props)}\n`, onChange: 'reload' },
    script('start.sh', 'restart'),
    script('keeper.sh', 'restart'),
    script('plan.awk', 'reload'),
    script('place.awk', 'reload'),
    script('cli.sh', 'reload'),
    script('probe.sh', 'reload'),
    script('pre-stop.sh', 'reload'),
  ];
}

/** What all pods share, and what does not follow from the pod; start.sh adds the rest. No directive is newer than Redis 7.0. */
const redisConf = (props: RedisClusterProps): string => `dir ${paths.data}
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout ${nodeTimeoutOf(props)}
# A shard that is lost takes its own slots with it, and no others.
cluster-require-full-coverage no
# Without a majority of masters nothing is written, but what is there can be read.
cluster-allow-reads-when-down yes
# A replica may always stand for election: after a restart of all pods none has heard of its master for any time that could be bounded.
cluster-replica-validity-factor 0
# Which replica belongs to which master is the keeper's to say.
cluster-allow-replica-migration no
appendonly yes
appendfsync ${props.appendFsync ?? 'everysec'}
# The append-only file is the copy on disk. A master sends its data without one; the replica puts it into dump.rdb first.
save ""
repl-diskless-sync yes
repl-diskless-sync-delay 0
# What a replica may miss, in bytes, and still catch up without being copied anew.
repl-backlog-size 16mb
min-replicas-to-write ${props.minReplicasToWrite ?? 0}
min-replicas-max-lag 10
maxmemory-policy ${props.maxmemoryPolicy ?? 'noeviction'}
# Seconds that a master which stops waits for its replicas.
shutdown-timeout 10
tcp-keepalive 60
`;
