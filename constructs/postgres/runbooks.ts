// The texts of docs/runbooks/postgresql.md. $NAMESPACE and $NAME are labels of the alert; the head of the page sets $RUNNING, any running pod.
import { commands, commandsBelow } from '../kubernetes';

const exec = (pod: string, command: string) => `kubectl -n $NAMESPACE exec -it ${pod} -c postgresql -- ${command}`;
const patronictl = (command: string) => exec('$RUNNING', `patronictl ${command}`);
const psql = (pod: string, sql: string) => exec(pod, `psql -h /socket -U postgres -c "${sql}"`);
const list = patronictl('list');
const pods = 'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME -L role';
const logsOfAll = (container: string, lines: number) =>
  `kubectl -n $NAMESPACE logs -l app.kubernetes.io/instance=$NAME -c ${container} --prefix --tail=${lines}`;
const setPrimary = 'PRIMARY=$(kubectl -n $NAMESPACE get pod -l app.kubernetes.io/instance=$NAME,role=primary -o name)';
const sessions = psql('$POD', 'SELECT usename, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC');
const roleMissing = `- \`role "monitor" does not exist\`: the \`keeper\` of the primary creates it; its log gives the reason:${commandsBelow(
  setPrimary,
  'kubectl -n $NAMESPACE logs $PRIMARY -c keeper --tail=20',
)}`;

const copyAway =
  'if it was the primary before and ran alone (PostgresNoStandby fired), first copy `/var/lib/postgresql/data` away: it may hold commits that no other instance has, and `reinit` deletes it.';

export const runbooks = {
  noLeader: {
    means: 'No instance holds the lock, or Prometheus reaches no instance. Writes fail; reads continue where replicas run.',
    look: `${commands(list, pods, 'kubectl -n $NAMESPACE get configmap $NAME-leader -o yaml')}
\`renewTime\` in the ConfigMap changes every 2 s while a primary holds the lock. If a primary is listed and writes work, Prometheus does not reach the pods: check its targets of job \`$NAMESPACE/$NAME\`.`,
    act: `- The API server does not answer from the pods (see the log of container \`postgresql\`): repair that first; Patroni needs it for an election.
- All pods are down or Pending: bring the nodes or the volumes back. The member with the newest data must be present.
- Members run, but none is elected: the list shows their positions. With \`synchronous\` set, Patroni elects only a member that had the last commit. Start that member. Only if it is lost, choose another; this loses commits:${commandsBelow(patronictl('failover $NAME'))}`,
  },
  noStandby: {
    means:
      'The primary runs alone. If it is lost now, no instance can take over. With `synchronous: quorum`, its writes from this time are lost with it. With `quorum-strict`, commits already wait.',
    look: commands(list, pods, logsOfAll('postgresql', 50)),
    act: `- Replicas are Pending: bring their nodes back, or their volumes. A node is gone for good: docs/postgresql.md, *At night*, gives it up by a taint.
- A replica is in \`start failed\`, or its timeline differs: ${copyAway} Then copy it again from the primary:${commandsBelow('REPLICA=the-pod', patronictl('reinit $NAME $REPLICA'))}
- Do not restart or drain the primary until a replica streams again.`,
  },
  replicaNotStreaming: {
    means:
      'The replica runs but receives nothing. Its lag in seconds is zero, because it has replayed everything that it received. It gets no new reads and is not elected.',
    look: commands(list, 'kubectl -n $NAMESPACE logs $POD -c postgresql --tail=50'),
    act: `- \`requested WAL segment ... has already been removed\`, or a different timeline: ${copyAway} Then copy it again:${commandsBelow(patronictl('reinit $NAME $POD'))}
- \`password authentication failed\` for \`replicator\`: the Secret was changed after this instance had started. Delete its pod; it starts with the new password. Then the other replicas, one at a time, and the primary last (docs/postgresql.md, *Rotating a password*).
- It cannot connect: can it reach port 5432 of the primary (network, NetworkPolicy)?`,
  },
  replicationLag: {
    means:
      'The replica receives or replays too late. Reads on it are old; beyond `maximumReadLag`, new reads go to other instances. With `synchronous: off`, a failover to it would lose the commits that it lacks.',
    look: `${commands(list, setPrimary, psql('$PRIMARY', 'SELECT application_name, state, sent_lsn, write_lsn, flush_lsn, replay_lsn FROM pg_stat_replication'))}
The primary has a row for each replica; \`application_name\` is its pod. If \`sent_lsn\` or \`write_lsn\` is behind: the network. If \`flush_lsn\` is behind: the replica's disk. If only \`replay_lsn\` is behind: a long query on the replica, or its CPU. Without a row, the replica is not connected: see PostgresReplicaNotStreaming.`,
    act: `- A migration or a bulk load writes more than the network or the disks can take: slow it down, or wait.
- A long query on the replica blocks replay: find it, and end it:${commandsBelow(
      psql('$POD', "SELECT pid, xact_start, query FROM pg_stat_activity WHERE backend_type = 'client backend' ORDER BY xact_start LIMIT 5"),
      psql('$POD', 'SELECT pg_terminate_backend(PID)'),
    )}
- It does not recover: copy the replica again (it was not the primary: nothing is lost):${commandsBelow(patronictl('reinit $NAME $POD'))}`,
  },
  slotHoldsWal: {
    means:
      'A slot keeps WAL for a replica that does not fetch it, and the volume fills. A slot may hold 40 % of the volume, but at least 256 MB and at most 100 GB. Above that, PostgreSQL invalidates it, and that replica must be copied again.',
    look: commands(list, psql('$POD', 'SELECT slot_name, active, wal_status, restart_lsn FROM pg_replication_slots')),
    act: `- The slot belongs to a replica that will return: bring it back soon; it catches up by itself.
- It belongs to a replica that is gone for good: Patroni drops the slot after \`member_slots_ttl\` (30 minutes) once the pod and its member are gone.
- It was created by hand and is unused: drop it:${commandsBelow(psql('$POD', "SELECT pg_drop_replication_slot('SLOT')"))}`,
  },
  dataKeptAside: {
    means:
      'This instance was primary, or ahead of the primary, when another one took over, and `pg_rewind` could not bring it back. It copied the new primary. Its former data are in a folder `kept-<time>` of its volume. Commits that it acknowledged alone are only there.',
    look: commands(
      exec('$POD', "sh -c 'du -sh /var/lib/postgresql/kept-*'"),
      'kubectl -n $NAMESPACE logs $POD -c postgresql --previous --tail=200',
      'kubectl -n $NAMESPACE logs $POD -c postgresql | grep -i rewind',
    ),
    act: `- Were writes acknowledged while it ran alone (\`synchronous: off\`, or \`quorum\` without a replica; PostgresNoStandby fired)? Then copy the folder to a machine with the same version of PostgreSQL before you delete it, start a server on it, and compare: \`pg_waldump\` shows what it wrote after the timelines parted. Ask the owners of the data before you take rows over.
- If no rows are missing, or they are saved, delete the copy. The alert ends with the slot:${commandsBelow(
      exec('$POD', "sh -c 'rm -rf /var/lib/postgresql/kept-*'"),
      psql('$POD', "SELECT pg_drop_replication_slot('kept_copy')"),
    )}
- Only one copy is kept. If a second rewind fails before you delete it, the data of that time are not kept, and PostgresDataDeleted fires.`,
  },
  dataDeleted: {
    means:
      'This instance was primary, or ahead of the primary, when another one took over, and `pg_rewind` could not bring it back. It copied the new primary. Its former data could not be kept: the volume had a kept copy already, or no room for another. Commits that it acknowledged alone are gone from the cluster.',
    look: commands(
      exec('$POD', "sh -c 'ls -d /var/lib/postgresql/deleted-* /var/lib/postgresql/kept-*'"),
      'kubectl -n $NAMESPACE logs $POD -c postgresql --previous --tail=200',
      "kubectl -n $NAMESPACE logs $POD -c postgresql | grep 'is deleted'",
    ),
    act: `- The time of the folder is the time of the deletion. Were writes acknowledged while this instance ran alone before it (\`synchronous: off\`, or \`quorum\` without a replica; PostgresNoStandby fired)? Then tell the owners of the data from when to when. A snapshot of the volume from that time has them, if your storage makes snapshots.
- A kept copy from before is still there: see PostgresDataKeptAside.
- The volume has no room for a second copy of the data: enlarge it, so that the next one is kept.
- Then delete the folder. The alert ends with the slot:${commandsBelow(
      exec('$POD', "sh -c 'rmdir /var/lib/postgresql/deleted-*'"),
      psql('$POD', "SELECT pg_drop_replication_slot('deleted_copy')"),
    )}`,
  },
  connections: {
    means:
      'Clients hold nearly all connections of this instance. When none is left, new clients get `FATAL: remaining connection slots are reserved`, and PostgresRefusesConnections fires.',
    look: commands(sessions),
    act: `- Many \`idle\` connections of one application: its pool is too large, or it leaks connections. Restart it; reduce the pool.
- Many \`active\` connections: a slow query blocks the others. Check for locks:${commandsBelow(
      psql('$POD', 'SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0'),
    )}
- More pods than planned: lower their number, or raise \`max_connections\` in \`parameters\`, which needs a restart, of replicas first. Writes stop for some seconds when the primary restarts:${commandsBelow(patronictl('restart $NAME --role replica'), patronictl('restart $NAME --role primary'))}`,
  },
  refusesConnections: {
    means:
      'PostgreSQL runs, but the exporter gets no connection for its queries. Either all connections are in use, and applications are refused too (`FATAL: remaining connection slots are reserved` or `sorry, too many clients already`), or the role `monitor` is missing or may not log in.',
    look: `${commands('kubectl -n $NAMESPACE logs $POD -c exporter --tail=5', sessions)}
The log gives the reason. The second command works when all other connections are in use, because superusers have reserved ones.`,
    act: `- All connections are in use: see PostgresConnections.
${roleMissing}`,
  },
  volumeFilling: {
    means: 'At 100 %, PostgreSQL stops. A full primary hands over to a replica that is about as full.',
    look: commands(
      'CLAIM=data-the-pod   # label persistentvolumeclaim',
      'POD=${CLAIM#data-}',
      exec('$POD', 'df -h /var/lib/postgresql'),
      exec('$POD', 'du -sh /var/lib/postgresql/data/base /var/lib/postgresql/data/pg_wal'),
    ),
    act: `- \`pg_wal\` is large: see PostgresSlotHoldsWal.
- \`base\` is large: grow the volume (docs/postgresql.md, *Grow volumes*). Patch the claims first; this helps at once if the StorageClass allows it.
- Do not delete files below \`data\` by hand.`,
  },
  notMeasured: {
    means: 'An instance is down, its exporter cannot log in, or Prometheus does not reach it. Alerts about that instance cannot fire.',
    look: commands(pods, logsOfAll('exporter', 5)),
    act: `- A pod is down: repair that first; check its events.
- An exporter is refused: see PostgresRefusesConnections.
- The exporters work: check Prometheus' targets of job \`$NAMESPACE/$NAME\`. Does \`cluster.scraper\` select this Prometheus?`,
  },
} as const;
