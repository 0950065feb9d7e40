// The texts of docs/runbooks/redis.md. $NAMESPACE and $NAME are labels of the alert; the head of the page sets $RUNNING, any running pod.
import { commands, commandsBelow } from '../kubernetes';

const pods = 'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME';
const exec = (pod: string, command: string) => `kubectl -n $NAMESPACE exec ${pod} -c redis -- ${command}`;
const cli = (command: string, pod = '$RUNNING') => exec(pod, `/bin/sh /etc/ballast/cli.sh ${command}`);
const keepers = 'kubectl -n $NAMESPACE logs -l app.kubernetes.io/instance=$NAME -c keeper --prefix --tail=20';

export const runbooks = {
  clusterDown: {
    means:
      'Most pods report that the cluster is down (`cluster_state:fail`): the majority of the masters is lost, the cluster was never formed, or Prometheus reaches no pod. Writes fail; reads of the remaining data continue.',
    look: `${commands(pods, cli('cluster info'), cli('cluster nodes'), keepers)}
Which masters are \`fail\`, and on which nodes did they run?`,
    act: `- Bring the masters' nodes and pods back: then nothing is lost.
- Only if you cannot wait that long: run this on a replica of each lost master. Writes that the old masters had not sent yet are dropped when they return:${commandsBelow('REPLICA=the-pod', cli('cluster failover takeover', '$REPLICA'))}
- All pods run, and the first pod's keeper logs \`not formed: 5 of 6 pods are found\`: find the sixth.`,
  },
  slotsUnserved: {
    means: 'A shard has lost its master and no replica was elected. Its keys cannot be read or written; all others can.',
    look: commands(cli('cluster nodes'), pods, keepers),
    act: `- The master's pod or node can come back: bring it back. Nothing is lost. A node is gone for good: docs/redis.md, *At night*, gives it up by a taint.
- A replica of it runs but is not elected: if this returns \`yes\` a minute after its start, it has no complete copy, and only the master, or its volume, has the data:${commandsBelow('REPLICA=the-pod', cli('config get cluster-replica-no-failover', '$REPLICA'))}
- The volume is gone for good: docs/redis.md, *At night*, \`has lost its volume\`.`,
  },
  incomplete: {
    means:
      'A pod is outside the cluster, or the cluster still waits for a node that no longer exists. The keepers repair this within a minute. If they are not allowed to, they log the reason once. Keeper warnings about the placement of masters and replicas do not cause this alert: see RedisMastersOnOneNode and RedisShardWithoutReplica.',
    look: commands(keepers, cli('cluster nodes'), cli('cluster nodes', '$POD')),
    act: `- \`belongs to another cluster, or has data\`: the pod has a volume from an earlier use. Delete its claim and the pod, if you do not need the data.
- \`has lost its volume, and no pod serves its slots\`: docs/redis.md, *At night*.
- No message in the log: does the container \`keeper\` run? Can the pods resolve \`$NAME-any\`, and reach each other's ports 6379 and 16379?
- \`shards\` or \`replicasPerShard\` was changed less than ten minutes ago: wait.`,
  },
  shardWithoutReplica: {
    means: 'If this master is lost now, its keys are unavailable until it returns. With `minReplicasToWrite`, it already refuses writes.',
    look: commands(pods, cli('cluster nodes'), keepers),
    act: `- The replica's pod is Pending: bring its node or its volume back. A node is gone for good: docs/redis.md, *At night*.
- It runs but does not copy (\`master_link_status:down\`): its log gives the reason; a restart of that pod starts the copy again:${commandsBelow('REPLICA=the-pod', cli('info replication', '$REPLICA'), 'kubectl -n $NAMESPACE logs $REPLICA -c redis --tail=50')}
- Do not restart or drain the master until it has a replica.`,
  },
  mastersOnOneNode: {
    means:
      'After failovers, a node runs more masters than its share. If it is lost, several shards have no master at once; if it had the majority, the cluster stops. The keeper of the first pod moves masters once all pods have been healthy for some seconds.',
    look: commands(pods, cli('cluster nodes'), 'kubectl -n $NAMESPACE logs $NAME-0 -c keeper --tail=20'),
    act: `- A pod is not ready, or a replica still copies: repair that; the keeper waits for it.
- All pods are healthy: run this on a replica of one of these masters that runs on another node. No write is lost:${commandsBelow('REPLICA=the-pod', cli('cluster failover', '$REPLICA'))}
- All pods of a shard run on one node: delete the replica's pod; the scheduler places it on the emptiest node.`,
  },
  memory: {
    means:
      "Redis nears `maxmemory`, which is 40 % of what the pod's memory limit has beyond 16 MiB; the rest is for copies of changed data, not for more data. At 100 % it refuses writes (`OOM command not allowed`), or drops keys with a TTL, as `maxmemoryPolicy` says.",
    look: commands(cli('info memory', '$POD'), cli('info keyspace', '$POD'), cli('--bigkeys', '$POD')),
    act: `- Keys without a TTL that should have one: fix the application.
- One shard is much fuller than the others: a few large keys, or one hash tag for all.
- All data is needed: raise \`resources.memory\` (rolls the pods; the volume needs three times the memory), or add a shard (docs/redis.md, *Scale up*).`,
  },
  volumeFilling: {
    means: 'When the volume is full, Redis refuses writes (`MISCONF`) and may not start again.',
    look: commands(
      'CLAIM=data-the-pod   # label persistentvolumeclaim',
      'POD=${CLAIM#data-}',
      // A full server may not run; the keeper does, and mounts the same volume.
      'kubectl -n $NAMESPACE exec $POD -c keeper -- df -h /data',
      'kubectl -n $NAMESPACE exec $POD -c keeper -- ls -l /data /data/appendonlydir',
    ),
    act: `- The append-only file has not been rewritten for a long time: start it. It needs room for a second copy:${commandsBelow(cli('bgrewriteaof', '$POD'))}
- Grow the volume (docs/redis.md, *Grow volumes*). Patch the claims first; this helps at once if the StorageClass allows it.`,
  },
  notMeasured: {
    means: 'A pod is down, its exporter cannot log in, or Prometheus does not reach it. Alerts about that pod cannot fire.',
    look: commands(pods, 'kubectl -n $NAMESPACE logs -l app.kubernetes.io/instance=$NAME -c exporter --prefix --tail=5'),
    act: `- The pod is down: repair that first; check its events.
- \`WRONGPASS\`: the password was rotated; restart the StatefulSet when all keepers have logged that the new one is used (docs/redis.md, *Rotate a password*).
- The exporter works: check Prometheus' targets of job \`$NAMESPACE/$NAME\`. Does \`cluster.scraper\` select this Prometheus?`,
  },
} as const;
