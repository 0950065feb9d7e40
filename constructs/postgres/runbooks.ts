// The texts of docs/runbooks/postgresql.md. $NAMESPACE and $NAME are the labels of the alert.

const list = 'kubectl -n $NAMESPACE exec -it $NAME-0 -c postgresql -- patronictl list';
const code = (...lines: readonly string[]) => ['```sh', ...lines, '```'].join('\n');
const onPrimary = (sql: string) => `kubectl -n $NAMESPACE exec -it $POD -c postgresql -- psql -h /socket -U postgres -c "${sql}"`;

export const runbooks = {
  noLeader: {
    means: 'No instance holds the lock, or Prometheus reaches no instance. Writes fail; reads continue where replicas run.',
    look: `${code(
      list,
      'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME -L role',
      'kubectl -n $NAMESPACE get configmap $NAME-leader -o yaml',
    )}
\`renewTime\` in the ConfigMap changes every 2 s while a primary holds the lock. If a primary is listed and writes work, Prometheus does not reach the pods: check its targets of job \`$NAMESPACE/$NAME\`.`,
    act: `- The API server does not answer from the pods (see the log of container \`postgresql\`): repair that first; Patroni needs it for an election.
- All pods are down or Pending: bring the nodes or the volumes back. The member with the newest data must be present.
- Members run, but none is elected: \`patronictl list\` shows their positions. With \`synchronous\` set, Patroni elects only a member that had the last commit. Start that member. Only if it is lost, choose another with \`patronictl failover\`; this loses commits.`,
  },
  noStandby: {
    means:
      'The primary runs alone. If it is lost now, no instance can take over. With `synchronous: quorum`, its writes from this time are lost with it. With `quorum-strict`, commits already wait.',
    look: code(
      list,
      'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME',
      'kubectl -n $NAMESPACE logs $POD -c postgresql --tail=50',
    ),
    act: `- Replicas are Pending: bring their nodes back, or their volumes.
- A replica is in \`start failed\`, or its timeline differs: \`patronictl reinit $NAME $POD\` copies it again from the primary.
- Do not restart or drain the primary until a replica streams again.`,
  },
  replicaNotStreaming: {
    means:
      'The replica runs but receives nothing. Its lag is zero, because it has replayed everything that it received. It gets no new reads and is not elected.',
    look: code(list, 'kubectl -n $NAMESPACE logs $POD -c postgresql --tail=50'),
    act: `- \`requested WAL segment ... has already been removed\`, or a different timeline: \`patronictl reinit $NAME $POD\`.
- \`password authentication failed\` for \`replicator\`: the Secret was changed; restart the StatefulSet (docs/postgresql.md, *Rotate a password*).
- It cannot connect: can it reach port 5432 of the primary (network, NetworkPolicy)?`,
  },
  replicationLag: {
    means:
      'The replica replays too late. Reads on it are old; beyond `maximumReadLag`, new reads go to other instances. With `synchronous: off`, a failover to it would lose the commits that it lacks.',
    look: `${code(list, onPrimary('SELECT application_name, state, sent_lsn, write_lsn, flush_lsn, replay_lsn FROM pg_stat_replication'))}
If \`sent_lsn\` is behind: the network. If \`flush_lsn\` is behind: the replica's disk. If only \`replay_lsn\` is behind: a long query on the replica, or its CPU.`,
    act: `- A migration or a bulk load writes more than the disks can: slow it down, or wait.
- A long query on the replica blocks replay (\`pg_stat_activity\` there, ordered by \`xact_start\`): end it with \`SELECT pg_terminate_backend(PID)\`.
- It does not recover: \`patronictl reinit $NAME $POD\`.`,
  },
  slotHoldsWal: {
    means:
      'A slot keeps WAL for a replica that does not fetch it, and the volume fills. When the slot holds 40 % of the volume, PostgreSQL invalidates it, and that replica must be copied again.',
    look: code(list, onPrimary('SELECT slot_name, active, wal_status, restart_lsn FROM pg_replication_slots')),
    act: `- The slot belongs to a replica that will return: bring it back soon; it catches up by itself.
- It belongs to a replica that is gone for good: Patroni drops the slot after \`member_slots_ttl\` (30 minutes) once the pod and its member are gone.
- It was created by hand and is unused: \`SELECT pg_drop_replication_slot('NAME')\`.`,
  },
  connections: {
    means: 'Clients hold nearly all connections of this instance. When none is left, new clients get `FATAL: sorry, too many clients already`.',
    look: code(onPrimary('SELECT usename, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC')),
    act: `- Many \`idle\` connections of one application: its pool is too large, or it leaks connections. Restart it; reduce the pool.
- Many \`active\` connections: a slow query blocks the others. Check for locks: \`SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0\`.
- More pods than planned: lower their number, or raise \`max_connections\` in \`parameters\` (needs a restart: \`patronictl restart $NAME\`).`,
  },
  refusesConnections: {
    means:
      'PostgreSQL runs, but the exporter gets no connection for its queries. Either all connections are in use, and applications are refused too (`FATAL: remaining connection slots are reserved` or `sorry, too many clients already`), or the role `monitor` is missing or may not log in.',
    look: `${code('kubectl -n $NAMESPACE logs $POD -c exporter --tail=5', onPrimary('SELECT usename, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC'))}
The exporter's log has the reason. The second command works when all other connections are in use, because superusers have reserved ones.`,
    act: `- All connections are in use: see PostgresConnections.
- \`role "monitor" does not exist\`: the primary's \`keeper\` creates it; check its log.`,
  },
  volumeFilling: {
    means: 'At 100 %, PostgreSQL stops. A full primary hands over to a replica that is about as full.',
    look: code(
      'kubectl -n $NAMESPACE exec $POD -c postgresql -- df -h /var/lib/postgresql',
      'kubectl -n $NAMESPACE exec $POD -c postgresql -- du -sh /var/lib/postgresql/data/base /var/lib/postgresql/data/pg_wal',
    ),
    act: `- \`pg_wal\` is large: see PostgresSlotHoldsWal.
- \`base\` is large: grow the volume (docs/postgresql.md, *Grow volumes*). Patch the claims first; this helps at once if the StorageClass allows it.
- Do not delete files below \`data\` by hand.`,
  },
  notMeasured: {
    means: 'An instance is down, its exporter cannot log in, or Prometheus does not reach it. Alerts about that instance cannot fire.',
    look: code('kubectl -n $NAMESPACE get pods -l app.kubernetes.io/instance=$NAME', 'kubectl -n $NAMESPACE logs $POD -c exporter --tail=20'),
    act: `- The pod is down: repair that first; check its events.
- \`role "monitor" does not exist\`: the primary's \`keeper\` creates it; check its log.
- The exporter works: check Prometheus' targets of job \`$NAMESPACE/$NAME\`. Does \`cluster.scraper\` select this Prometheus?`,
  },
} as const;
