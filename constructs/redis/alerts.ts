import { type Alert, type Target, volumeFilling } from '../kubernetes';
import type { Resolved } from './resolve';
import { runbooks } from './runbooks';

/** The alerts of a cluster. Full memory is normal for a cache that may drop any key. */
export const alerts = (props: Resolved): Alert[] => [
  clusterDown(props.pods),
  slotsUnserved,
  incomplete(props.pods),
  shardWithoutReplica,
  mastersOnOneNode(props.shards),
  ...(props.maxmemoryPolicy.startsWith('allkeys') ? [] : [memory('warning', 0.85, '10m'), memory('critical', 0.95, '2m')]),
  ...volumeFilling('RedisVolumeFilling', runbooks.volumeFilling),
  notMeasured(props.pods),
];

/** A metric of several pods, for a case. */
const each = (on: Target, metric: string, values: readonly (number | string)[], minutes = 20) =>
  Object.fromEntries(values.map((value, ordinal) => [`${metric}${on.ownOf(ordinal)}`, typeof value === 'string' ? value : `${value}x${minutes}`]));

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

const ownLabels = ({ namespace, name }: Target, ordinal: number) => ({ job: `${namespace}/${name}`, pod: `${name}-${ordinal}` });

const clusterDown = (pods: number): Alert => ({
  name: 'RedisClusterDown',
  // Most pods, because one that is cut off reports a failed cluster. Without vector(0), the expression has no result when all pods are gone.
  expr: (on) => `(sum(redis_cluster_state${on.own()}) or vector(0)) <= ${Math.floor(pods / 2)}`,
  for: '1m',
  severity: 'critical',
  summary: 'The cluster takes no writes: most pods find it down.',
  description: ({ name }) => `Only {{ $value }} pods of ${name} find the cluster in order.`,
  runbook: runbooks.clusterDown,
  cases: (on) => {
    const half = Math.floor(pods / 2);
    const states = (ok: number) => each(on, 'redis_cluster_state', [...times(ok, 1), ...times(pods - ok, 0)]);
    const alert = (ok: number) => ({ labels: {}, description: `Only ${ok} pods of ${on.name} find the cluster in order.` });
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
  // The median of the pods, because one that is cut off sees all other slots fail.
  expr: (on) => `quantile(0.5, redis_cluster_slots_ok${on.own()}) < 16384`,
  for: '1m',
  severity: 'critical',
  summary: 'A part of the keys cannot be reached: their shard is gone.',
  description: ({ name }) => `Only {{ $value }} of 16384 slots of ${name} are served.`,
  runbook: runbooks.slotsUnserved,
  cases: (on) => {
    const ok = (slots: number) => each(on, 'redis_cluster_slots_ok', [slots, slots, slots, 16384]);
    return {
      fires: { series: ok(10922), at: '2m', alerts: [{ labels: {}, description: `Only 10922 of 16384 slots of ${on.name} are served.` }] },
      justBelow: { series: ok(16384), at: '2m' },
      missing: { at: '2m', alerts: [] },
      more: [{ name: 'one pod is cut off', series: each(on, 'redis_cluster_slots_ok', [16384, 16384, 16384, 0]), at: '2m', alerts: [] }],
    };
  },
};

/** A state that keepers repair within a minute, or warn about in their logs if they are not allowed to. */
const incomplete = (pods: number): Alert => ({
  name: 'RedisClusterIncomplete',
  expr: (on) => `redis_cluster_known_nodes${on.own()} != ${pods}`,
  for: '10m',
  severity: 'warning',
  summary: 'A pod is no member of the cluster, or the cluster waits for one that is gone; the keepers do not mend it.',
  description: () => '{{ $labels.pod }} knows {{ $value }} nodes of the cluster.',
  runbook: runbooks.incomplete,
  cases: (on) => {
    const known = (count: number) => each(on, 'redis_cluster_known_nodes', [pods, count]);
    return {
      fires: { series: known(1), at: '11m', alerts: [{ labels: ownLabels(on, 1), description: `${on.name}-1 knows 1 nodes of the cluster.` }] },
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
  summary: 'A shard has no replica: with its master, its keys would be gone.',
  description: () => 'Master {{ $labels.pod }} has had no replica for 10 minutes.',
  runbook: runbooks.shardWithoutReplica,
  cases: (on) => {
    const series = (replicas: number) => ({
      ...each(on, 'redis_connected_slaves', [replicas, 0]),
      [`redis_instance_info${on.ownOf(0, 'role="master"')}`]: '1x20',
      [`redis_instance_info${on.ownOf(1, 'role="slave"')}`]: '1x20',
    });
    const alert = { labels: ownLabels(on, 0), description: `Master ${on.name}-0 has had no replica for 10 minutes.` };
    return {
      fires: { series: series(0), at: '11m', alerts: [alert] },
      justBelow: { series: series(1), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
};

/** More than an equal share of the masters: with fewer nodes than shards, some node must have two. */
const mastersOnOneNode = (shards: number): Alert => {
  const nodeOf = (on: Target) => `max by (pod, node) (kube_pod_info${on.pods()})`;
  return {
    name: 'RedisMastersOnOneNode',
    expr: (on) =>
      `count by (node) (${nodeOf(on)} * on (pod) group_left max by (pod) (redis_instance_info${on.own('role="master"')} == 1))` +
      ` > scalar(ceil(${shards} / count(count by (node) (${nodeOf(on)}))))`,
    for: '15m',
    severity: 'warning',
    summary: 'A node runs more masters than its share: its loss stops several shards, or the cluster.',
    description: ({ name }) => `{{ $value }} masters of ${name} run on node {{ $labels.node }}.`,
    runbook: runbooks.mastersOnOneNode,
    cases: (on) => {
      // One pod on each of as many nodes as shards, all masters except pod 1; one more master on the node `second`.
      const series = (second: string) =>
        Object.fromEntries([
          ...times(shards, 0).flatMap((_, ordinal) => [
            [`kube_pod_info${on.podOf(ordinal, `node="n${ordinal}"`)}`, '1x20'],
            ...(ordinal === 1 ? [] : [[`redis_instance_info${on.ownOf(ordinal, 'role="master"')}`, '1x20']]),
          ]),
          [`kube_pod_info${on.podOf(shards, `node="${second}"`)}`, '1x20'],
          [`redis_instance_info${on.ownOf(shards, 'role="master"')}`, '1x20'],
        ]);
      const alert = { labels: { node: 'n0' }, description: `2 masters of ${on.name} run on node n0.` };
      return {
        fires: { series: series('n0'), at: '16m', alerts: [alert] },
        justBelow: { series: series('n1'), at: '16m' },
        missing: { at: '16m', alerts: [] },
      };
    },
  };
};

/** FR-026. */
const memory = (severity: Alert['severity'], share: number, period: string): Alert => ({
  name: 'RedisMemory',
  expr: (on) => `redis_memory_used_bytes${on.own()} / redis_memory_max_bytes${on.own()} > ${share}`,
  for: period,
  severity,
  summary: 'Memory runs out: at 100 % Redis refuses writes or drops keys that have a TTL.',
  description: () => '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its maxmemory.',
  runbook: runbooks.memory,
  cases: (on) => {
    const used = (percent: number) => ({ ...each(on, 'redis_memory_used_bytes', [percent]), ...each(on, 'redis_memory_max_bytes', [100]) });
    const description = `${on.name}-0 uses ${share * 100 + 1}% of its maxmemory.`;
    return {
      fires: { series: used(share * 100 + 1), at: '11m', alerts: [{ labels: ownLabels(on, 0), description }] },
      justBelow: { series: used(share * 100), at: '11m' },
      missing: { at: '11m', alerts: [] },
    };
  },
});

const notMeasured = (pods: number): Alert => ({
  name: 'RedisNotMeasured',
  expr: (on) => `(sum(redis_up${on.own()}) or vector(0)) < ${pods}`,
  for: '15m',
  severity: 'warning',
  summary: 'Not all pods are measured: other alerts cannot fire for them.',
  description: ({ name }) => `Only {{ $value }} pods of ${name} are measured.`,
  runbook: runbooks.notMeasured,
  cases: (on) => {
    const alert = (count: number) => ({ labels: {}, description: `Only ${count} pods of ${on.name} are measured.` });
    return {
      fires: { series: each(on, 'redis_up', [...times(pods - 1, 1), 0]), at: '16m', alerts: [alert(pods - 1)] },
      justBelow: { series: each(on, 'redis_up', times(pods, 1)), at: '16m' },
      missing: { at: '16m', alerts: [alert(0)] },
    };
  },
});
