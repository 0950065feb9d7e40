import type { Attempt } from '../../attempt';
import { nodeOtherThan } from '../../cluster';
import { forgetDeployment } from '../../deployment';
import { fullRepetitions } from '../../measurement';
import { containerOf, nodeOf, podNamed } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, sleep, until } from '../../wait';
import { redisCli, redisContainer, shardOf, sizeOf } from '../component';
import { fill, type MemoryPeak, peakWhile } from '../filling';
import { filler, hashTags } from '../shards';

const filled = 95; // percent of maxmemory
const patience = 180; // seconds: a child that copies gets a part of a few cores

/** A counter of INFO. */
export function counterOf(info: string, name: string): number {
  const value = new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1];
  if (value === undefined) throw new Error(`INFO has no ${name}`);
  return Number(value);
}

const counterIn = async (pod: Pod, name: string): Promise<number> => counterOf(await redisCli(pod, 'info', 'all'), name);

/** Why a server still has a child that reads all data; undefined when it has none. */
export function stillCopying(info: string): string | undefined {
  const busy = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress'].find((name) => counterOf(info, name) > 0);
  if (busy) return busy;
  const failed = /^(aof_last_bgrewrite_status|rdb_last_bgsave_status):(?!ok)/m.exec(info)?.[1];
  return failed && `${failed} is not ok`;
}

const copied = (pod: Pod): Promise<void> =>
  until('a copy of all data', async () => stillCopying(await redisCli(pod, 'info', 'persistence')), { timeoutSeconds: patience });

/** The replica stops reading until its master drops it; then the master must send everything. */
async function lag({ adapter }: RowContext, master: Pod, replica: Pod): Promise<void> {
  const before = await counterIn(master, 'sync_full');
  const container = containerOf(replica, redisContainer);
  const dropped = async () => ((await counterIn(master, 'connected_slaves')) === 0 ? undefined : 'the replica is still connected');
  await adapter.freezeProcesses(container);
  try {
    await until('the frozen replica dropped by its master', dropped, { timeoutSeconds: 50 });
  } finally {
    await adapter.thawProcesses(container);
  }
  const begun = async () => ((await counterIn(master, 'sync_full')) > before ? undefined : 'no full copy has begun');
  await until('a full copy to the replica', begun, { timeoutSeconds: 60 });
}

async function copyAll(context: RowContext, master: Pod, replica: Pod, number: number): Promise<void> {
  const start = Date.now();
  await redisCli(master, 'bgrewriteaof');
  await copied(master);
  await redisCli(master, 'bgsave', 'schedule');
  await copied(master);
  await redisCli(master, 'bgrewriteaof');
  await lag(context, master, replica);
  await copied(master);
  context.say(`${number}: rewritten, saved, rewritten with a replica that lags, copied to it: ${secondsSince(start).toFixed(0)} s`);
}

const counters = ['aof_rewrites', 'rdb_saves', 'sync_full'] as const;
const countersOf = async (pod: Pod): Promise<readonly number[]> => {
  const info = await redisCli(pod, 'info', 'all');
  return counters.map((name) => counterOf(info, name));
};

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
export const shareOf = ({ peakBytes, limitBytes }: MemoryPeak): string =>
  `${((peakBytes / limitBytes) * 100).toFixed(0)} % of the limit (${mebibytes(peakBytes)} of ${mebibytes(limitBytes)} MiB)`;

/** Overwritten keys in a second, and attempts that failed. */
function loadOf(attempts: readonly Attempt[], from: number): { readonly perSecond: number; readonly errors: readonly string[] } {
  const since = attempts.filter(({ at }) => at > from);
  const done = since.filter(({ ok }) => ok).length * filler.keysAtOnce;
  return { perSecond: Math.round(done / secondsSince(from)), errors: since.flatMap(({ error }) => error ?? []) };
}

export const memoryUnderRewriting: Row = {
  name: 'memory-under-rewriting',
  title: 'Memory while all keys are overwritten',
  causes: `a shard is filled to ${filled} % of maxmemory with values of ${filler.bytes} bytes, which a client's scripts overwrite in random order as fast as the server can; meanwhile its master rewrites its append-only file, saves a snapshot, and rewrites again while its frozen replica stops reading, until it drops the replica and must send it everything`,
  promise: { text: 'the master is not killed: the memory of its processes stays below the limit of its container' },
  async run(context) {
    const { clients, component, repeat, row, say } = context;
    await forgetDeployment(component.dist.namespace); // the next row starts without the data
    const master = await component.target(1);
    const shard = await shardOf(master);
    const replica = await podNamed(component.dist, shard.replicas[0]?.pod ?? '');
    const tag = Object.values(hashTags(sizeOf(component.dist).shards))[0] ?? '';
    const keys = await fill(master, tag, filled);
    await waitHealthy(component);
    say(`${keys} keys in ${master.metadata.name}`);
    const node = await nodeOtherThan(nodeOf(master));
    const environment = { PROOF_TAG: tag, PROOF_KEYS: String(keys) };
    const [load] = await clients.start(`${row}-${Date.now()}`, [{ kind: 'ioredis', mode: 'overwrite', node, environment }]);
    if (!load) throw new Error('the client did not start');
    await clients.flowing(1);
    const before = await countersOf(master);
    const from = Date.now();
    const wanted = Math.min(fullRepetitions, repeat);
    const peak = await peakWhile(master, async () => {
      for (let number = 1; number <= wanted; number++) await copyAll(context, master, replica, number);
    });
    const { perSecond, errors } = loadOf(load.attempts, from);
    const counts = (await countersOf(master)).map((count, index) => count - (before[index] ?? 0));
    await clients.stop();
    await sleep(1);
    await waitHealthy(component);
    const restarts = (await podNamed(component.dist, master.metadata.name)).status.containerStatuses?.find(({ name }) => name === redisContainer);
    const killed = restarts?.containerID !== master.status.containerStatuses?.find(({ name }) => name === redisContainer)?.containerID;
    return {
      passed: !killed && peak.peakBytes < peak.limitBytes,
      measured: `at most ${shareOf(peak)}${killed ? '; killed' : ''}`,
      repetitions: wanted,
      notes: [
        `${counts[0]} rewrites, ${counts[1]} saves and copies, ${counts[2]} full copies begun; ${perSecond} keys overwritten in a second; ${errors.length} scripts failed${errors[0] ? ` (${errors[0]})` : ''}.`,
      ],
      ...(wanted < fullRepetitions ? { incomplete: true } : {}),
    };
  },
};
