import { join } from 'node:path';
import { type ConfigurationFile, fileOf, shipped } from '../kubernetes';
import type { Resolved } from './resolve';
import { usersFile } from './users';

/** Paths in the pod. */
export const paths = {
  data: '/data',
  run: '/run/redis',
} as const;

/** The files of the component's ConfigMap. */
export function files(props: Resolved): ConfigurationFile[] {
  const script = (name: string, onChange: ConfigurationFile['onChange']) => fileOf(join(__dirname, 'scripts', name), onChange);
  return [
    { name: 'redis.conf', text: shipped(redisConf(props), 'constructs/redis/configuration.ts'), onChange: 'restart' },
    { name: 'size', text: `PODS=${props.pods}\nSHARDS=${props.shards}\nKEPT=${props.keptPods}\n`, onChange: 'reload' },
    { name: 'users', text: usersFile, onChange: 'restart' },
    script('start.sh', 'restart'),
    script('keeper.sh', 'restart'),
    script('users.sh', 'restart'),
    script('own.awk', 'reload'),
    script('pod.awk', 'reload'),
    script('plan.awk', 'reload'),
    script('place.awk', 'reload'),
    script('login.sh', 'reload'),
    script('cli.sh', 'reload'),
    script('probe.sh', 'reload'),
    script('pre-stop.sh', 'reload'),
  ];
}

/** Configuration that is the same for all pods; start.sh adds the rest. No directive is newer than Redis 7.0. */
const redisConf = (props: Resolved): string => `dir ${paths.data}
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout ${props.nodeTimeoutMilliseconds}
# If a shard is lost, only its own slots are unavailable.
cluster-require-full-coverage no
# Without a majority of masters, writes fail but reads work.
cluster-allow-reads-when-down yes
# A replica can always be elected: after a restart of all pods, there is no bound for the time since it last heard from its master.
cluster-replica-validity-factor 0
# A server without a complete copy of its shard must not be elected: all others would lose what it lacks. Its keeper permits it (keeper.sh).
cluster-replica-no-failover yes
# The keeper assigns replicas to masters.
cluster-allow-replica-migration no
appendonly yes
appendfsync ${props.appendFsync}
# Persistence is the append-only file. A master sends its data without a file; the replica writes them to dump.rdb first.
save ""
repl-diskless-sync yes
repl-diskless-sync-delay 0
min-replicas-to-write ${props.minReplicasToWrite}
min-replicas-max-lag 10
maxmemory-policy ${props.maxmemoryPolicy}
# Seconds that a stopping master waits for its replicas.
shutdown-timeout 10
tcp-keepalive 60
`;
