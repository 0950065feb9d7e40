// A client like those of applications: ioredis, with the host, port, user and password of the component's endpoint; bundled into one file at run time.
// Usage: ioredis.js write | write-wait | read | ttl | overwrite, or: ioredis.js stored RUN... Prints one JSON line per attempt; PROOF_RUN names the run.
import { Cluster, type ClusterOptions } from 'ioredis';
import { attempts, pause, runMode, setting } from '../../clients/attempts';
import { expiring, filler, hashTags } from '../shards';
import { masterElseReplica, settings } from './settings';

const run = process.env.PROOF_RUN ?? '';
const retry = 50; // milliseconds

/** A loop of attempts over a connection that recovers by itself. */
const repeat = (loop: string, attempt: (number: number) => Promise<{ id?: number; facts?: { present: number } }>, pace?: number): Promise<never> =>
  attempts({ loop, pace, connect: async () => undefined, drop: () => {}, attempt: (_, number) => attempt(number) });

function connect(scaleReads: ClusterOptions['scaleReads'] = 'master'): Cluster {
  const { redisOptions, ...options } = settings;
  const cluster = new Cluster([{ host: setting('REDIS_HOST'), port: Number(setting('REDIS_PORT')) }], {
    ...options,
    scaleReads,
    redisOptions: { ...redisOptions, username: setting('REDIS_USERNAME'), password: setting('REDIS_PASSWORD') },
  });
  cluster.on('error', () => {}); // the next command fails too and is counted
  return cluster;
}

const tags = () => Object.entries(hashTags(Number(setting('PROOF_SHARDS'))));

/** One loop per shard, so that a shard's outage does not stop the others' attempts. */
const everyShard = (attempt: (tag: string, number: number) => Promise<{ id?: number }>): Promise<unknown> =>
  Promise.all(tags().map(([loop, tag]) => repeat(loop, (number) => attempt(tag, number))));

/** The key of a set of written ids: a write that is tried twice is in it once. */
const written = (tag: string, of: string): string => `proof:{${tag}}:${of}`;

const write = (cluster: Cluster) => async (tag: string, id: number) => {
  await cluster.sadd(written(tag, run), id);
  return { id };
};

/** Both commands use the same connection to the same node; otherwise WAIT would report on other writes. */
const writeAndWait = (cluster: Cluster) => async (tag: string, id: number) => {
  const answers = await cluster
    .pipeline([
      ['sadd', written(tag, run), id],
      ['wait', 1, 500],
    ])
    .exec();
  const [error] = answers?.flatMap(([each]) => each ?? []) ?? [];
  if (error) throw error;
  if (Number(answers?.[1]?.[1]) < 1) throw new Error('WAIT: no replica has it');
  return { id };
};

const read = (cluster: Cluster) => {
  const there = new Set<string>();
  return async (tag: string) => {
    const key = `proof:{${tag}}`;
    if (!there.has(tag)) await cluster.set(key, tag);
    there.add(tag);
    if ((await cluster.get(key)) !== tag) throw new Error('the value differs from the written one');
    return {};
  };
};

/** Sets expiring keys in all slots, then repeatedly counts how many still exist. */
async function ttl(cluster: Cluster): Promise<void> {
  await until(() => cluster.set('proof:ttl', run));
  const groups = Object.entries(expiring).map(([name, { keys, seconds }]) => ({
    name,
    seconds,
    keys: Array.from({ length: keys }, (_, index) => `proof:ttl:${name}:${index}`),
  }));
  await Promise.all(groups.flatMap(({ keys, seconds }) => keys.map((key) => cluster.set(key, run, 'EX', seconds))));
  const count = async (keys: readonly string[]) => ({
    facts: { present: (await Promise.all(keys.map((key) => cluster.exists(key)))).reduce((sum, one) => sum + one, 0) },
  });
  await Promise.all(groups.map(({ name, keys }) => repeat(name, () => count(keys), 250)));
}

const overwriteScript = `
math.randomseed(ARGV[1])
local value = string.rep('y', ${filler.bytes})
for _ = 1, ${filler.keysAtOnce} do redis.call('SET', KEYS[1] .. math.random(0, ARGV[2] - 1), value) end`;

/** Overwrites the keys that fill a shard, in random order. Scripts are as fast as the server; a client that sends every value is slower. */
function overwrite(cluster: Cluster): Promise<unknown> {
  const [tag, keys] = [setting('PROOF_TAG'), Number(setting('PROOF_KEYS'))];
  const attempt = async () => {
    await cluster.eval(overwriteScript, 1, filler.key(tag, ''), Math.floor(Math.random() * 2 ** 31), keys);
    return {};
  };
  return Promise.all(['1', '2', '3', '4'].map((loop) => repeat(loop, attempt, 0)));
}

async function until(act: () => Promise<unknown>): Promise<void> {
  while (
    !(await act().then(
      () => true,
      () => false,
    ))
  )
    await pause(retry);
}

/** Prints the stored writes of runs, as [run, loop, id]. */
async function stored(cluster: Cluster, runs: readonly string[]): Promise<void> {
  const found: [string, string, number][] = [];
  for (const of of runs) {
    for (const [loop, tag] of tags()) {
      await until(async () => {
        const members = await cluster.smembers(written(tag, of));
        found.push(...members.map((id): [string, string, number] => [of, loop, Number(id)]));
      });
    }
  }
  console.log(JSON.stringify(found));
  cluster.disconnect();
}

runMode({
  write: () => everyShard(write(connect())),
  'write-wait': () => everyShard(writeAndWait(connect())),
  read: () => everyShard(read(connect(masterElseReplica))),
  ttl: () => ttl(connect()),
  overwrite: () => overwrite(connect()),
  stored: (...runs) => stored(connect(), runs),
});
