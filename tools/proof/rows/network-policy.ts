import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientPod } from '../client-manifests';
import { clientPrograms } from '../client-programs';
import { clusterOffer } from '../cluster';
import { databaseContainer, namespace, podsWith } from '../component';
import { apply, execIn, kubectl, kubectlJson } from '../kubectl';
import type { Pod } from '../manifest';
import type { Row, RowContext } from '../row';
import { sleep, until } from '../wait';
import { ports, type Source, selectors, sources } from './network-policy-expected';

/** One thing to connect to. */
export interface Target {
  /** `destination port`, as the table has it. */
  readonly what: string;
  /** `address:port`. */
  readonly address: string;
  readonly pod?: string;
  /** In the component's namespace or beside it. */
  readonly ours: boolean;
}

const script = readFileSync(join(__dirname, '..', 'clients', 'reach.py'), 'utf8');
const podOf = (source: Source): string => `proof-from-${source.name}`;

async function targets(): Promise<Target[]> {
  const ofPods = await Promise.all(
    Object.entries(selectors).map(async ([destination, labels]) => {
      const pods = await podsWith(labels);
      const known = pods.filter((pod) => !pod.metadata.name.startsWith('proof-'));
      return known.flatMap((pod) =>
        ports[destination as keyof typeof ports].map((port) => ({
          what: `${destination} ${port}`,
          address: `${pod.status.podIP}:${port}`,
          pod: pod.metadata.name,
          ours: true,
        })),
      );
    }),
  );
  const dns = (await podsWith({ 'k8s-app': 'kube-dns' }, 'kube-system')).map((pod) => ({
    what: 'dns 53',
    address: `${pod.status.podIP}:53`,
    ours: false,
  }));
  const { apiServer } = await clusterOffer();
  const api = apiServer.addresses.map((address) => ({ what: 'api-server', address: `${address}:${apiServer.port}`, ours: false }));
  return [...ofPods.flat(), ...dns, ...api];
}

/** Every connection that is not as the table says. */
export function unexpected(source: Source, tried: readonly Target[], reached: ReadonlySet<string>): string[] {
  return tried.flatMap(({ what, address }) => {
    const allowed = source.allowed.includes(what);
    if (allowed === reached.has(address)) return [];
    return [`${source.name} -> ${what} (${address}) is ${allowed ? 'denied, and must be allowed' : 'allowed, and must be denied'}`];
  });
}

/** Tries all at once, from the database's own pod or from one that carries a workload's labels and is never ready, so that no Service takes it. */
async function tryFrom(source: Source, all: readonly Target[]): Promise<{ tried: readonly Target[]; reached: ReadonlySet<string> }> {
  const own = source.name === 'database' ? 'shopfds-db-0' : podOf(source);
  const tried = all.filter((target) => target.pod !== own && (target.ours || source.namespace === namespace));
  const command = ['/usr/bin/python3', '-c', script, tried.map((target) => target.address).join(' ')];
  const container = source.name === 'database' ? databaseContainer : 'client';
  return { tried, reached: new Set(JSON.parse(await execIn(source.namespace, own, container, command, { timeoutSeconds: 30 })) as string[]) };
}

async function startPods(context: RowContext, standing: readonly Source[]): Promise<string[]> {
  const { image, uid } = clientPrograms(context.deployment.manifests).libpq;
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
        image,
        uid,
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
  await sleep(3); // the policies learn of the pods' addresses
  return missing;
}

export const networkPolicy: Row = {
  name: 'network-policy',
  title: 'NetworkPolicy matrix',
  causes: 'pods with the labels of each workload, the scraper, the edge and two strangers open TCP connections to every port of every pod',
  promise: { text: 'what is connected is let through, everything else is denied' },
  async run(context) {
    const standing = sources.filter((source) => source.name !== 'database');
    const created = await startPods(context, standing);
    try {
      const all = await targets();
      const wrong: string[] = [];
      let allowed = 0;
      let denied = 0;
      for (const source of sources) {
        const { tried, reached } = await tryFrom(source, all);
        const found = unexpected(source, tried, reached);
        context.say(`from ${source.name}: ${reached.size} of ${tried.length} accepted, ${found.length} unexpected`);
        allowed += reached.size;
        denied += tried.length - reached.size;
        wrong.push(...found);
      }
      return {
        passed: wrong.length === 0,
        measured: `${allowed} connections let through, ${denied} denied; ${wrong.length} unexpected`,
        repetitions: 1,
        notes: wrong,
      };
    } finally {
      for (const source of standing)
        await kubectl(['delete', 'pod', '-n', source.namespace, podOf(source), '--ignore-not-found', '--force', '--grace-period=0', '--wait=false']);
      if (created.length > 0) await kubectl(['delete', 'namespace', ...created, '--ignore-not-found', '--wait=false']);
    }
  },
};
