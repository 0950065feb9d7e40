// What an engineer reads at night: docs/runbooks/postgresql.md. $NAMESPACE and $NAME are the labels of the alert.

const list = 'kubectl -n $NAMESPACE exec -it $NAME-0 -c postgresql -- patronictl list';
const code = (...lines: readonly string[]) => ['```sh', ...lines, '```'].join('\n');
const onPrimary = (sql: string) => `kubectl -n $NAMESPACE exec -it $POD -c postgresql -- psql -h /socket -U postgres -c "${sql}"`;

export const runbooks = {
  noLeader: {
    means: 'No instance holds the lock, or Prometheus reaches none of them. Writes fail; reads go on where replicas run.',
    look: `${code(
      list,
      'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME -L role',
      'kubectl -n $NAMESPACE get configmap $NAME-leader -o yaml',
    )}
\`renewTime\` in the ConfigMap changes every 2 s while a primary holds the lock. If a primary is listed and writes work, Prometheus does not reach the pods: see its targets of job \`$NAMESPACE/$NAME\`.`,
    act: `- The API server does not answer from the pods (the log of container \`postgresql\` says so): mend that first; Patroni needs it to elect.
- All pods are down or Pending: bring the nodes or the volumes back. The member with the newest data must be there.
- Members run, and none is elected: \`patronictl list\` shows their positions. With \`synchronous\` set, only a member that had the last commit is elected by itself. Start that one; only if it is lost, choose another with \`patronictl failover\`, knowing that commits are lost.`,
  },
  noStandby: {
    means:
      'The primary runs alone. If it is lost now there is nobody to take over, and with `synchronous: quorum` what it wrote alone is lost with it. With `quorum-strict`, commits wait already.',
    look: code(
      list,
      'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME',
      'kubectl -n $NAMESPACE logs $POD -c postgresql --tail=50',
    ),
    act: `- Replicas are Pending: bring their nodes back, or their volumes.
- A replica is in \`start failed\`, or its timeline differs: \`patronictl reinit $NAME $POD\` copies it anew from the primary.
- Do not restart or drain the primary until a replica streams again.`,
  },
  replicaNotStreaming: {
    means:
      'The replica runs and receives nothing. Its lag reads zero, because it has replayed what it has. It gets no new reads, and is not elected.',
    look: code(list, 'kubectl -n $NAMESPACE logs $POD -c postgresql --tail=50'),
    act: `- \`requested WAL segment ... has already been removed\`, or a timeline that differs: \`patronictl reinit $NAME $POD\`.
- \`password authentication failed\` for \`replicator\`: the Secret was changed; restart the StatefulSet (docs/postgresql.md, *Rotate a password*).
- It cannot connect: can it reach port 5432 of the primary (network, NetworkPolicy)?`,
  },
  replicationLag: {
    means:
      'The replica replays later than it should. Reads on it are old; beyond `maximumReadLag` new reads go elsewhere. With `synchronous: off`, a failover to it would lose what it lacks.',
    look: `${code(list, onPrimary('SELECT application_name, state, sent_lsn, write_lsn, flush_lsn, replay_lsn FROM pg_stat_replication'))}
\`sent_lsn\` behind: the network. \`flush_lsn\` behind: the replica's disk. \`replay_lsn\` alone behind: a long query on the replica, or its CPU.`,
    act: `- A migration or a bulk load writes more than the disks take: slow it down, or wait.
- A long query on the replica holds up replay (\`pg_stat_activity\` there, ordered by \`xact_start\`): end it with \`SELECT pg_terminate_backend(PID)\`.
- It does not recover: \`patronictl reinit $NAME $POD\`.`,
  },
  slotHoldsWal: {
    means:
      'A slot keeps WAL for a replica that does not fetch it. The volume fills. When the slot holds 40 % of the volume, PostgreSQL gives it up, and that replica must be copied anew.',
    look: code(list, onPrimary('SELECT slot_name, active, wal_status, restart_lsn FROM pg_replication_slots')),
    act: `- The slot of a replica that is to come back: bring it back soon; it catches up by itself.
- Of one that is gone for good: Patroni drops its slot after \`member_slots_ttl\` (30 minutes) once the pod and its member are gone.
- A slot that somebody made by hand and nobody reads: \`SELECT pg_drop_replication_slot('NAME')\`.`,
  },
  connections: {
    means: 'Clients hold nearly all connections of this instance. When none is left, new clients get `FATAL: sorry, too many clients already`.',
    look: code(onPrimary('SELECT usename, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC')),
    act: `- Many \`idle\` of one application: its pool is too large, or it leaks. Restart it; lower the pool.
- Many \`active\`: something is slow and holds up the others. Look for locks: \`SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0\`.
- More pods than planned: lower their number, or raise \`max_connections\` in \`parameters\` (needs a restart: \`patronictl restart $NAME\`).`,
  },
  volumeFilling: {
    means: 'At 100 % PostgreSQL stops. A full primary hands over to a replica that is about as full.',
    look: code(
      'kubectl -n $NAMESPACE exec $POD -c postgresql -- df -h /var/lib/postgresql',
      'kubectl -n $NAMESPACE exec $POD -c postgresql -- du -sh /var/lib/postgresql/data/base /var/lib/postgresql/data/pg_wal',
    ),
    act: `- \`pg_wal\` is large: see PostgresSlotHoldsWal.
- \`base\` is large: grow the volume (docs/postgresql.md, *Grow volumes*). Patch the claims first; that alone helps at once where the StorageClass allows it.
- Do not delete files below \`data\` by hand.`,
  },
  notMeasured: {
    means: 'An instance is down, its exporter cannot log in, or Prometheus does not reach it. Alerts about that instance cannot fire.',
    look: code('kubectl -n $NAMESPACE get pods -l app.kubernetes.io/instance=$NAME', 'kubectl -n $NAMESPACE logs $POD -c exporter --tail=20'),
    act: `- The pod is down: that comes first; see its events.
- \`role "monitor" does not exist\`: the primary's \`keeper\` creates it; see its log.
- The exporter is fine: see Prometheus' targets of job \`$NAMESPACE/$NAME\`; does \`cluster.scraper\` name this Prometheus?`,
  },
} as const;
