import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { restoreDns } from './dns';
import { kubectl, kubectlJson } from './kubectl';
import type { NodeAdapter } from './nodes';
import { isGivenUp, takeNodeBack } from './out-of-service';
import type { ClusterUnderTest } from './results';
import type { List, Node } from './shapes';
import { isReady } from './shapes';
import type { ClusterOffer } from './transform';

const permission = { label: 'ballast-proof', value: 'allowed' };

/** The cluster that KUBECONFIG names; refuses a cluster without the label that allows the proof to break it. */
export async function requireProofCluster(file = process.env.KUBECONFIG): Promise<{ context: string; server: string }> {
  if (!file) throw new Error('KUBECONFIG is not set; it must name the kubeconfig file of the cluster that the proof may break');
  if (!file.split(delimiter).some((path) => existsSync(path))) throw new Error(`KUBECONFIG is '${file}', which does not exist`);
  const ask = (...args: readonly string[]) =>
    kubectl(args, { timeoutSeconds: 10 }).catch((error: unknown) => {
      throw new Error(`KUBECONFIG is '${file}', but ${lastLine(error)}`);
    });
  const context = (await ask('config', 'current-context')).trim();
  const server = (await ask('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}')).trim();
  const label = `jsonpath={.metadata.labels.${permission.label}}`;
  if ((await ask('get', 'namespace', 'kube-system', '-o', label)).trim() !== permission.value) {
    throw new Error(
      `context '${context}' (${server}) is not labelled for the proof, which kills pods, cuts nodes off and deletes the namespace that it tests; ` +
        `if this cluster may be broken: kubectl label namespace kube-system ${permission.label}=${permission.value}`,
    );
  }
  return { context, server };
}

/** kubectl repeats an error, and explains it in the last line. */
const lastLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .trim()
    .split('\n')
    .at(-1) ?? '';

export const nodes = async (): Promise<readonly Node[]> => (await kubectlJson<List<Node>>(['get', 'nodes'], { timeoutSeconds: 10 })).items;

/** Repairs what an interrupted row may have left: a frozen API server, nodes that are down, given up or cordoned, a cluster without DNS. */
export async function repairCluster(adapter: NodeAdapter): Promise<void> {
  await adapter.thawApi();
  await restoreDns();
  for (const node of await nodes()) {
    if (!isReady(node) || adapter.off.has(node.metadata.name)) await adapter.nodeUp(node.metadata.name);
    if (isGivenUp(node)) await takeNodeBack(node.metadata.name);
    if (node.spec.unschedulable) await kubectl(['uncordon', node.metadata.name]);
  }
}

/** A ready node that is none of the leaving ones. */
export async function nodeOtherThan(...leaving: readonly string[]): Promise<string> {
  const names = (await nodes()).filter((node) => isReady(node) && !node.spec.unschedulable).map((node) => node.metadata.name);
  const staying = names.find((name) => !leaving.includes(name));
  if (!staying) {
    const those = leaving.join(', ') || 'none';
    throw new Error(`no ready node other than ${those} for the clients; the cluster has ${names.join(', ') || 'none'}`);
  }
  return staying;
}

/** Addresses and port of the API server. */
export async function apiServer(): Promise<ClusterOffer['apiServer']> {
  type Slices = List<{ endpoints?: { addresses: string[] }[]; ports?: { port: number }[] }>;
  const slices = await kubectlJson<Slices>(['get', 'endpointslices', '-n', 'default', '-l', 'kubernetes.io/service-name=kubernetes']);
  const addresses = slices.items.flatMap((slice) => slice.endpoints?.flatMap((endpoint) => endpoint.addresses) ?? []);
  const port = slices.items[0]?.ports?.[0]?.port;
  if (addresses.length === 0 || port === undefined)
    throw new Error("the Service 'kubernetes' in namespace default has no endpoints, so the API server's address is unknown");
  return { addresses, port };
}

/** What the cluster offers to manifests of a namespace, for transform(). */
export async function clusterOffer(namespace: string): Promise<ClusterOffer> {
  type Named = List<{ metadata: { name: string; namespace?: string }; data?: Record<string, string> }>;
  const [resources, storage, priorities, api, secrets] = await Promise.all([
    kubectl(['api-resources', '--no-headers', '--verbs=create']),
    kubectlJson<Named>(['get', 'storageclasses']),
    kubectlJson<Named>(['get', 'priorityclasses']),
    apiServer(),
    kubectlJson<Named>(['get', 'secrets', '-n', namespace]),
  ]);
  return {
    kinds: kindsOf(resources),
    storageClasses: storage.items.map((item) => item.metadata.name),
    priorityClasses: priorities.items.map((item) => item.metadata.name),
    apiServer: api,
    secrets: new Map(secrets.items.map((secret) => [`${secret.metadata.namespace}/${secret.metadata.name}`, decoded(secret.data ?? {})])),
  };
}

/** Parses lines of `kubectl api-resources`: NAME [SHORTNAMES] APIVERSION NAMESPACED KIND. */
export const kindsOf = (lines: string): Set<string> =>
  new Set(
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => line.trim().split(/\s+/))
      .map((columns) => `${columns.at(-3)}/${columns.at(-1)}`),
  );

const decoded = (data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));

export async function clusterUnderTest(adapter: NodeAdapter): Promise<ClusterUnderTest> {
  const version = await kubectlJson<{ serverVersion: { gitVersion: string } }>(['version']);
  const all = await nodes();
  const [first] = all;
  if (!first) throw new Error('the cluster has no node');
  const gibibytes = Math.round(Number.parseInt(first.status.capacity.memory, 10) / 2 ** 20);
  return {
    kubernetes: version.serverVersion.gitVersion,
    nodes: `${all.length} nodes that see ${first.status.capacity.cpu} CPUs and ${gibibytes} GiB each`,
    kernel: first.status.nodeInfo.kernelVersion,
    runtime: first.status.nodeInfo.containerRuntimeVersion,
    monitorGrace: (await adapter.monitorGrace()) ?? process.env.PROOF_NODE_MONITOR_GRACE ?? 'unknown',
    adapter: adapter.how,
  };
}
