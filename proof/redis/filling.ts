import { execIn } from '../kubectl';
import type { Pod } from '../shapes';
import { cliScript, redisContainer } from './component';
import { filler } from './shards';

// Fills a server with data, and watches its memory: shell scripts for its container.

const run = (pod: Pod, script: string, timeoutSeconds: number): Promise<string> =>
  execIn(pod.metadata.namespace, pod.metadata.name, redisContainer, ['/bin/sh', '-c', script], { timeoutSeconds });

const keysAtOnce = 2000;

/** Sets the keys 0, 1, ... of a hash tag until the server uses a share of its maxmemory. Prints their number. */
const fillScript = (tag: string, percent: number): string => `
cli() { /bin/sh ${cliScript} "$@"; }
field() { cli info memory | tr -d '\\r' | sed -n "s/^$1:\\([0-9]*\\)$/\\1/p"; }
set_keys="for key = ARGV[1], ARGV[2] do redis.call('SET', KEYS[1] .. key, string.rep('x', ${filler.bytes})) end"
goal=$(($(field maxmemory) / 100 * ${percent}))
keys=0
while [ "$(field used_memory)" -lt "$goal" ]; do
  answer=$(cli eval "$set_keys" 1 '${filler.key(tag, '')}' "$keys" "$((keys + ${keysAtOnce} - 1))")
  [ -z "$answer" ] || { echo "$answer" >&2; exit 1; }
  keys=$((keys + ${keysAtOnce}))
done
echo "$keys"`;

/** @returns the number of keys */
export async function fill(pod: Pod, tag: string, percent: number): Promise<number> {
  const keys = Number(await run(pod, fillScript(tag, percent), 180));
  if (!(keys > 0)) throw new Error(`${pod.metadata.name} used ${percent} % of its maxmemory before it was filled`);
  return keys;
}

const stop = '/run/redis/proof-stop';

/**
 * Reads the memory of the container's processes again and again until it is told to stop, and prints the greatest value. Not the peak of the cgroup:
 * it contains the page cache, which grows up to the limit on every server that writes files.
 */
const watchScript = `
rm -f ${stop}
file=/sys/fs/cgroup/memory.stat
[ -e "$file" ] || file=/sys/fs/cgroup/memory/memory.stat # version 1
most=0
while [ ! -e ${stop} ]; do
  while read -r name value; do
    case $name in anon | rss) [ "$value" -le "$most" ] || most=$value ;; esac
  done < "$file"
  sleep 0.05
done
echo "$most $MEMORY_LIMIT"`;

export interface MemoryPeak {
  readonly peakBytes: number;
  /** The limit of the container. */
  readonly limitBytes: number;
}

/** Watches the memory of the container while `act` runs. */
export async function peakWhile(pod: Pod, act: () => Promise<void>): Promise<MemoryPeak> {
  const watched = run(pod, watchScript, 1800).then(
    (text) => text,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  try {
    await act();
  } finally {
    await run(pod, `: > ${stop}`, 30).catch(() => ''); // a container that was killed has no watcher either
  }
  const text = await watched;
  if (text instanceof Error) throw text;
  const [peakBytes = 0, limitBytes = 0] = text.trim().split(' ').map(Number);
  return { peakBytes, limitBytes };
}
