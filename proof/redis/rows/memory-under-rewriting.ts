import type { Attempt } from '../../attempt';
import { nodeOtherThan } from '../../cluster';
import { forgetDeployment } from '../../deployment';
import { fullRepetitions, seconds } from '../../measurement';
import { containerOf, nodeOf, podNamed } from '../../pods';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import type { Pod } from '../../shapes';
import { secondsSince, until } from '../../wait';
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

function failedCopy(info: string): string | undefined {
  const failed = /^(aof_last_bgrewrite_status|rdb_last_bgsave_status):(?!ok)/m.exec(info)?.[1];
  return failed && `${failed} is not ok`;
}

/**
 * Why no rewrite of the append-only file has ended since `before` of them had begun; undefined if one has. Not whether a child runs: full copies to a
 * replica may follow each other under this load, and rewrites do, because the file grows.
 */
export function notRewritten(info: string, before: number): string | undefined {
  const begun = counterOf(info, 'aof_rewrites') - before;
  if (begun < 1) return 'no rewrite has begun';
  return begun === 1 && counterOf(info, 'aof_rewrite_in_progress') > 0 ? 'the rewrite is in progress' : failedCopy(info);
}

/** Why no snapshot was saved since the last one; undefined if one was. */
export const notSaved = (info: string, before: number): string | undefined =>
  counterOf(info, 'rdb_last_save_time') === before ? 'no snapshot is saved' : failedCopy(info);

/** Starts a copy of all data, and waits while clients write. @returns the wait, which may begin later */
async function copied(
  master: Pod,
  counter: string,
  command: readonly string[],
  missing: (info: string, before: number) => string | undefined,
): Promise<() => Promise<void>> {
  const before = await counterIn(master, counter);
  await redisCli(master, ...command);
  return () =>
    until(`${command[0]} complete`, async () => missing(await redisCli(master, 'info', 'persistence'), before), { timeoutSeconds: patience });
}
const rewritten = (master: Pod) => copied(master, 'aof_rewrites', ['bgrewriteaof'], notRewritten);
const saved = (master: Pod) => copied(master, 'rdb_last_save_time', ['bgsave', 'schedule'], notSaved);

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

async function copyAll(context: RowContext, master: Pod, replica: Pod): Promise<void> {
  await (await rewritten(master))();
  await (await saved(master))();
  const again = await rewritten(master);
  await lag(context, master, replica);
  await again();
}

const counters = ['aof_rewrites', 'rdb_saves', 'sync_full'] as const;
const countersOf = async (pod: Pod): Promise<readonly number[]> => {
  const info = await redisCli(pod, 'info', 'all');
  return counters.map((name) => counterOf(info, name));
};

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
export const shareOf = ({ peakBytes, limitBytes }: MemoryPeak): string =>
  `${((peakBytes / limitBytes) * 100).toFixed(0)} % of the limit (${mebibytes(peakBytes)} of ${mebibytes(limitBytes)} MiB)`;

interface Load {
  /** Overwritten keys in a second. */
  readonly perSecond: number;
  readonly errors: readonly string[];
}

function loadOf(attempts: readonly Attempt[], from: number): Load {
  const since = attempts.filter(({ at }) => at > from);
  const done = since.filter(({ ok }) => ok).length * filler.keysAtOnce;
  return { perSecond: Math.round(done / secondsSince(from)), errors: since.flatMap(({ error }) => error ?? []) };
}

/** All copies once, under load; then the replica copies what it missed. */
async function once(context: RowContext, master: Pod, replica: Pod, environment: Readonly<Record<string, string>>): Promise<Load> {
  const { clients, component, row, say } = context;
  const node = await nodeOtherThan(nodeOf(master));
  const [client] = await clients.start(`${row}-${Date.now()}`, [{ kind: 'ioredis', mode: 'overwrite', node, environment }]);
  if (!client) throw new Error('the client did not start');
  await clients.flowing(1);
  const from = Date.now();
  await copyAll(context, master, replica);
  const load = loadOf(client.attempts, from);
  say(`rewritten, saved, and rewritten while the replica lagged: ${seconds(secondsSince(from))}; ${load.perSecond} keys overwritten in a second`);
  await clients.stop();
  await waitHealthy(component);
  return load;
}

export const memoryUnderRewriting: Row = {
  name: 'memory-under-rewriting',
  title: 'Memory while all keys are overwritten',
  causes: `a shard is filled to ${filled} % of maxmemory with values of ${filler.bytes} bytes, which a client's scripts overwrite in random order as fast as the server can; meanwhile its master rewrites its append-only file, saves a snapshot, and rewrites again while its frozen replica stops reading, until it drops the replica and must send it everything; then the clients stop until the replica has its copy`,
  promise: { text: 'the master is not killed: the memory of its processes stays below the limit of its container' },
  async run(context) {
    const { component, repeat, say } = context;
    await forgetDeployment(component.dist.namespace); // the next row starts without the data
    const master = await component.target(1);
    const shard = await shardOf(master);
    const replica = await podNamed(component.dist, shard.replicas[0]?.pod ?? '');
    const tag = Object.values(hashTags(sizeOf(component.dist).shards))[0] ?? '';
    const keys = await fill(master, tag, filled);
    await waitHealthy(component);
    say(`${keys} keys in ${master.metadata.name}`);
    const environment = { PROOF_TAG: tag, PROOF_KEYS: String(keys) };
    const before = await countersOf(master);
    const wanted = Math.min(fullRepetitions, repeat);
    const loads: Load[] = [];
    const peak = await peakWhile(master, async () => {
      while (loads.length < wanted) loads.push(await once(context, master, replica, environment));
    });
    const counts = (await countersOf(master)).map((count, index) => count - (before[index] ?? 0));
    const errors = loads.flatMap((load) => load.errors);
    const perSecond = loads.map((load) => load.perSecond).join(', ');
    const restarts = (await podNamed(component.dist, master.metadata.name)).status.containerStatuses?.find(({ name }) => name === redisContainer);
    const killed = restarts?.containerID !== master.status.containerStatuses?.find(({ name }) => name === redisContainer)?.containerID;
    return {
      passed: !killed && peak.peakBytes < peak.limitBytes,
      measured: `at most ${shareOf(peak)}${killed ? '; killed' : ''}`,
      repetitions: wanted,
      notes: [
        `${counts[0]} rewrites, ${counts[1]} snapshots, ${counts[2]} full copies begun; ${perSecond} keys overwritten in a second; ${errors.length} scripts failed${errors[0] ? ` (${errors[0]})` : ''}.`,
      ],
      ...(wanted < fullRepetitions ? { incomplete: true } : {}),
    };
  },
};
