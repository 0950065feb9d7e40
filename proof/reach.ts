import { clientPod } from './client-manifests';
import { nodeRunner } from './client-programs';
import { apiServer } from './cluster';
import { apply, execIn, kubectl, kubectlJson } from './kubectl';
import type { Measurement } from './measurement';
import { podsWith } from './pods';
import type { Labels, Pod } from './shapes';
import { sleep, until } from './wait';

// Which pods can open TCP connections to which, compared with a table that is written by hand.

/** A source of connections: the labels that identify it to NetworkPolicies, and everything that it may reach. */
export interface Source {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** As `destination port`; everything else must be denied. */
  readonly allowed: readonly string[];
  /** The pod and container to try from. @default a new pod that has the labels and is never ready, so that no Service selects it */
  readonly within?: { readonly pod: string; readonly container: string };
}

/** What is tried from every source: pods, by their labels, and their ports. */
export type Destinations = Readonly<Record<string, { readonly labels: Labels; readonly ports: readonly number[] }>>;

/**
 * Tries a TCP connection to each `address:port` of its arguments and prints those that were accepted, one per line. It needs only bash and coreutils,
 * so it also runs in the component's own containers.
 */
const probe = `for target in "$@"; do
  (timeout 2 bash -c "exec 3<>/dev/tcp/\${target%:*}/\${target##*:}" 2>/dev/null && echo "$target") &
done
wait`;

/** One thing to connect to. */
export interface Target {
  /** `destination port`, as in the table. */
  readonly what: string;
  /** `address:port`. */
  readonly address: string;
  readonly pod?: string;
  /** Whether it is in the component's namespace. */
  readonly ours: boolean;
}

const podOf = (source: Source): string => `proof-from-${source.name}`;

/** DNS and the API server are tried only from the component's namespace: the egress of other namespaces is not ours to restrict. */
async function targets(destinations: Destinations, namespace: string): Promise<Target[]> {
  const ofPods = await Promise.all(
    Object.entries(destinations).map(async ([destination, { labels, ports }]) => {
      const known = (await podsWith(labels, namespace)).filter((pod) => !pod.metadata.name.startsWith('proof-'));
      return known.flatMap((pod) =>
        ports.map((port) => ({ what: `${destination} ${port}`, address: `${pod.status.podIP}:${port}`, pod: pod.metadata.name, ours: true })),
      );
    }),
  );
  const dns = (await podsWith({ 'k8s-app': 'kube-dns' }, 'kube-system')).map((pod) => ({
    what: 'dns 53',
    address: `${pod.status.podIP}:53`,
    ours: false,
  }));
  const { addresses, port } = await apiServer();
  const api = addresses.map((address) => ({ what: 'api-server', address: `${address}:${port}`, ours: false }));
  return [...ofPods.flat(), ...dns, ...api];
}

/** Every connection that differs from the table. */
export function unexpected(source: Source, tried: readonly Target[], reached: ReadonlySet<string>): string[] {
  return tried.flatMap(({ what, address }) => {
    const allowed = source.allowed.includes(what);
    if (allowed === reached.has(address)) return [];
    return [`${source.name} -> ${what} (${address}) is ${allowed ? 'denied, but must be allowed' : 'allowed, but must be denied'}`];
  });
}

/** Tries all targets at once. */
async function tryFrom(
  source: Source,
  namespace: string,
  all: readonly Target[],
): Promise<{ tried: readonly Target[]; reached: ReadonlySet<string> }> {
  const { pod, container } = source.within ?? { pod: podOf(source), container: 'client' };
  const tried = all.filter((target) => target.pod !== pod && (target.ours || source.namespace === namespace));
  const command = ['bash', '-c', probe, 'probe', ...tried.map((target) => target.address)];
  const answer = await execIn(source.namespace, pod, container, command, { timeoutSeconds: 30 });
  return { tried, reached: new Set(answer.split('\n').filter(Boolean)) };
}

async function startPods(standing: readonly Source[], namespace: string): Promise<string[]> {
  const wanted = [...new Set(standing.map((source) => source.namespace))].filter((name) => name !== namespace);
  const there = await Promise.all(wanted.map((name) => kubectl(['get', 'namespace', name, '--ignore-not-found', '-o', 'name'])));
  const missing = wanted.filter((_, index) => there[index] === '');
  if (missing.length > 0) await apply(missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  await apply(
    standing.map((source) =>
      clientPod({
        name: podOf(source),
        namespace: source.namespace,
        labels: source.labels,
        ...nodeRunner,
        command: ['/bin/sleep', '3600'],
        programs: false,
        neverReady: true,
      }),
    ),
  );
  for (const source of standing) {
    const running = async () => {
      const pod = await kubectlJson<Pod>(['get', 'pod', '-n', source.namespace, podOf(source)]);
      return pod.status.phase === 'Running' ? undefined : pod.status.phase;
    };
    await until(podOf(source), running, { timeoutSeconds: 60 });
  }
  await sleep(3); // the network plugin adds the pods' addresses to the policies
  return missing;
}

/**
 * Tries every connection of the matrix.
 *
 * @param namespace the component's
 */
export async function tryMatrix(
  sources: readonly Source[],
  destinations: Destinations,
  namespace: string,
  say: (text: string) => void,
): Promise<Measurement> {
  const standing = sources.filter((source) => !source.within);
  const created = await startPods(standing, namespace);
  try {
    const all = await targets(destinations, namespace);
    const wrong: string[] = [];
    let allowed = 0;
    let denied = 0;
    for (const source of sources) {
      const { tried, reached } = await tryFrom(source, namespace, all);
      const found = unexpected(source, tried, reached);
      say(`from ${source.name}: ${reached.size} of ${tried.length} accepted, ${found.length} unexpected`);
      allowed += reached.size;
      denied += tried.length - reached.size;
      wrong.push(...found);
    }
    return {
      passed: wrong.length === 0,
      measured: `${allowed} connections allowed, ${denied} denied; ${wrong.length} unexpected`,
      repetitions: 1,
      notes: wrong,
    };
  } finally {
    for (const source of standing)
      await kubectl(['delete', 'pod', '-n', source.namespace, podOf(source), '--ignore-not-found', '--force', '--grace-period=0', '--wait=false']);
    if (created.length > 0) await kubectl(['delete', 'namespace', ...created, '--ignore-not-found', '--wait=false']);
  }
}
