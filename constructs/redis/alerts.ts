import { type Alert, notMeasured, shareUsed, type Target, volumeFilling } from '../kubernetes';
import type { Resolved } from './resolve';
import { runbooks } from './runbooks';

/** The alerts of a cluster. There are none on memory for a cache that may drop any key, because its memory is normally full. */
export const alerts = (props: Resolved): Alert[] => [
  clusterDown(props.pods),
  slotsUnserved,
  incomplete(props.pods),
  shardWithoutReplica,
  mastersOnOneNode(props.shards),
  ...(props.maxmemoryPolicy.startsWith('allkeys') ? [] : memory),
  ...volumeFilling('RedisVolumeFilling', runbooks.volumeFilling),
  notMeasured({
    name: 'RedisNotMeasured',
    pods: props.pods,
    measured: (on) => `redis_up${on.own()} == 1`,
    series: (on, ordinal, measured) => ({ [`redis_up${on.ownOf(ordinal)}`]: `${measured ? 1 : 0}x20` }),
    runbook: runbooks.notMeasured,
  }),
];

/** Series of a metric of several pods, for a test case. */
const each = (on: Target, metric: string, values: readonly (number | string)[], minutes = 20) =>
  Object.fromEntries(values.map((value, ordinal) => [`${metric}${on.ownOf(ordinal)}`, typeof value === 'string' ? value : `${value}x${minutes}`]));

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

const clusterDown = (pods: number): Alert => ({
  name: 'RedisClusterDown',
  // Most pods, because an isolated pod reports a failed cluster. Without vector(0), the expression has no result when all pods are gone.
  expr: (on) => `(sum(redis_cluster_state${on.own()}) or vector(0)) <= ${Math.floor(pods / 2)}`,
  for: '1m',
  severity: 'critical',
  summary: 'The cluster accepts no writes: most pods report that it is down.',
  description: ({ name }) => `Only {{ $value }} pods of ${name} report that the cluster is up.`,
  runbook: runbooks.clusterDown,
  cases: (on) => {
    const half = Math.floor(pods / 2);
    const states = (ok: number) => each(on, 'redis_cluster_state', [...times(ok, 1), ...times(pods - ok, 0)]);
    const alert = (ok: number) => ({ labels: {}, description: `Only ${ok} pods of ${on.name} report that the cluster is up.` });
    return {
      fires: { series: states(half), at: '2m', alerts: [alert(half)] },
      justBelow: { series: states(half + 1), at: '2m' },
      missing: { at: '2m', alerts: [alert(0)] },
    };
  },
});

/** With cluster-require-full-coverage off, the cluster reports ok for the remaining slots. */
const slotsUnserved: Alert = {
  name: 'RedisSlotsUnserved',
  // The median of the pods, because an isolated pod sees all other slots fail.
  expr: (on) => `quantile(0.5, redis_cluster_slots_ok${on.own()}) < 16384`,
  for: '1m',
  severity: 'critical',
  summary: 'Some keys are unavailable: their shard is down.',
  description: ({ name }) => `Only {{ $value }} of 16384 slots of ${name} are served.`,
  runbook: runbooks.slotsUnserved,
  cases: (on) => {
    const ok = (slots: number) => each(on, 'redis_cluster_slots_ok', [slots, slots, slots, 16384]);
    return {
      fires: { series: ok(10922), at: '2m', alerts: [{ labels: {}, description: `Only 10922 of 16384 slots of ${on.name} are served.` }] },
      justBelow: { series: ok(16384), at: '2m' },
      missing: { at: '2m', alerts: [] },
      more: [{ name: 'one pod is isolated', series: each(on, 'redis_cluster_slots_ok', [16384, 16384, 16384, 0]), at: '2m', alerts: [] }],
    };
  },
};

/** Keepers repair this state within a minute. If they are not allowed to, they log a warning. */
const incomplete = (pods: number): Alert => ({
  name: 'RedisClusterIncomplete',
  expr: (on) => `redis_cluster_known_nodes${on.own()} != ${pods}`,
  for: '10m',
  severity: 'warning',
  summary: 'A pod is not a member of the cluster, or the cluster waits for a node that no longer exists; the keepers do not repair this.',
  description: () => '{{ $labels.pod }} knows {{ $value }} nodes of the cluster.',
  runbook: runbooks.incomplete,
  cases: (on) => {
    const known = (count: number) => each(on, 'redis_cluster_known_nodes', [pods, count]);
    return {
      fires: { series: known(1), at: '11m', alerts: [{ labels: on.labelsOf(1), description: `${on.name}-1 knows 1 nodes of the cluster.` }] },
      justBelow: { series: known(pods), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
});

const shardWithoutReplica: Alert = {
  name: 'RedisShardWithoutReplica',
  expr: (on) => `redis_connected_slaves${on.own()} == 0 and on (pod) redis_instance_info${on.own('role="master"')} == 1`,
  for: '10m',
  severity: 'warning',
  summary: 'A shard has no replica: if its master is lost, its keys are unavailable.',
  description: () => 'Master {{ $labels.pod }} has had no replica for 10 minutes.',
  runbook: runbooks.shardWithoutReplica,
  cases: (on) => {
    const series = (replicas: number) => ({
      ...each(on, 'redis_connected_slaves', [replicas, 0]),
      [`redis_instance_info${on.ownOf(0, 'role="master"')}`]: '1x20',
      [`redis_instance_info${on.ownOf(1, 'role="slave"')}`]: '1x20',
    });
    const alert = { labels: on.labelsOf(0), description: `Master ${on.name}-0 has had no replica for 10 minutes.` };
    return {
      fires: { series: series(0), at: '11m', alerts: [alert] },
      justBelow: { series: series(1), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
};

/** A pod, for a test case of mastersOnOneNode. */
interface Placed {
  /** Empty while it is pending. */
  readonly node: string;
  readonly role?: 'master' | 'slave' | 'down';
}

const placed = (on: Target, pods: readonly Placed[]) =>
  Object.fromEntries(
    pods.flatMap(({ node, role = 'master' }, ordinal) => [
      [`kube_pod_info${on.podOf(ordinal, `node="${node}"`)}`, '1x20'],
      ...(role === 'down'
        ? []
        : [
            [`redis_up${on.ownOf(ordinal)}`, '1x20'],
            [`redis_instance_info${on.ownOf(ordinal, `role="${role}"`)}`, '1x20'],
          ]),
    ]),
  );

/**
 * More than an equal share of the masters. With fewer nodes than shards, some nodes must run two; only nodes with measured pods count, because a
 * pending pod has none, and pods of a lost node are listed on it for minutes.
 */
const mastersOnOneNode = (shards: number): Alert => {
  const nodeOf = (on: Target) => `max by (pod, node) (kube_pod_info${on.pods()} and on (pod) redis_up${on.own()} == 1)`;
  return {
    name: 'RedisMastersOnOneNode',
    expr: (on) =>
      `count by (node) (${nodeOf(on)} * on (pod) group_left max by (pod) (redis_instance_info${on.own('role="master"')} == 1))` +
      ` > scalar(ceil(${shards} / count(count by (node) (${nodeOf(on)}))))`,
    for: '15m',
    severity: 'warning',
    summary: 'A node runs more masters than its share: its loss would stop several shards, or the cluster.',
    description: ({ name }) => `{{ $value }} masters of ${name} run on node {{ $labels.node }}.`,
    runbook: runbooks.mastersOnOneNode,
    cases: (on) => {
      // A node for each shard, with a master on each; `n0` runs a second master while the last node runs none.
      const first = times(shards - 1, 0).map((_, ordinal) => ({ node: `n${ordinal}` }));
      const last = `n${shards - 1}`;
      const series = (...pods: readonly Placed[]) => placed(on, [...first, ...pods]);
      const at = '16m';
      const alert = { labels: { node: 'n0' }, description: `2 masters of ${on.name} run on node n0.` };
      return {
        fires: { series: series({ node: 'n0' }, { node: last, role: 'slave' }), at, alerts: [alert] },
        justBelow: { series: series({ node: last }, { node: 'n0', role: 'slave' }), at },
        missing: { at, alerts: [] },
        more: [
          { name: 'a node is lost, and its pod is still listed', series: series({ node: 'n0' }, { node: last, role: 'down' }), at, alerts: [] },
          { name: 'a node is lost, and its pod is pending', series: series({ node: 'n0' }, { node: '', role: 'down' }), at, alerts: [] },
        ],
      };
    },
  };
};

/** FR-026. */
const memory = shareUsed({
  name: 'RedisMemory',
  expr: (on) => `redis_memory_used_bytes${on.own()} / redis_memory_max_bytes${on.own()}`,
  above: { warning: 0.85, critical: 0.95 },
  summary: 'Memory is nearly full: at 100 %, Redis refuses writes or drops keys that have a TTL.',
  description: (share) => `{{ $labels.pod }} uses ${share} of its maxmemory.`,
  runbook: runbooks.memory,
  example: (on) => ({
    series: (percent) => ({ ...each(on, 'redis_memory_used_bytes', [percent]), ...each(on, 'redis_memory_max_bytes', [100]) }),
    labels: on.labelsOf(0),
    description: (share) => `${on.name}-0 uses ${share} of its maxmemory.`,
  }),
});
