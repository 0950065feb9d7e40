import { join } from 'node:path';
import { type ConfigurationFile, fileOf, shipped } from '../kubernetes';
import type { Resolved } from './resolve';

/** Places in the pod. */
export const paths = {
  data: '/data',
  run: '/run/redis',
} as const;

/** All files of the component's ConfigMap. */
export function files(props: Resolved): ConfigurationFile[] {
  const script = (name: string, onChange: ConfigurationFile['onChange']) => fileOf(join(__dirname, 'scripts', name), onChange);
  return [
    { name: 'redis.conf', text: shipped(redisConf(props), 'constructs/redis/configuration.ts'), onChange: 'restart' },
    { name: 'size', text: `PODS=${props.pods}\nSHARDS=${props.shards}\nKEPT=${props.keptPods}\n`, onChange: 'reload' },
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
const redisConf = (props: Resolved): string => `dir ${paths.data}
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout ${props.nodeTimeoutMilliseconds}
# A shard that is lost takes its own slots with it, and no others.
cluster-require-full-coverage no
# Without a majority of masters nothing is written, but what is there can be read.
cluster-allow-reads-when-down yes
# A replica may always stand for election: after a restart of all pods none has heard of its master for any time that could be bounded.
cluster-replica-validity-factor 0
# Which replica belongs to which master is the keeper's to say.
cluster-allow-replica-migration no
appendonly yes
appendfsync ${props.appendFsync}
# The append-only file is the copy on disk. A master sends its data without one; the replica puts it into dump.rdb first.
save ""
repl-diskless-sync yes
repl-diskless-sync-delay 0
# What a replica may miss, in bytes, and still catch up without being copied anew.
repl-backlog-size 16mb
min-replicas-to-write ${props.minReplicasToWrite}
min-replicas-max-lag 10
maxmemory-policy ${props.maxmemoryPolicy}
# Seconds that a master which stops waits for its replicas.
shutdown-timeout 10
tcp-keepalive 60
`;
