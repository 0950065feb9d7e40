import { kubectl, kubectlJson } from './kubectl';
import type { NodeAdapter } from './nodes';
import { namespace } from './pods';
import type { ClusterUnderTest } from './results';
import type { List, Node, Pod } from './shapes';
import { isReady } from './shapes';
import type { ClusterOffer } from './transform';
import { until } from './wait';

const permission = { label: 'ballast-proof', value: 'allowed' };

/** The cluster that KUBECONFIG names; refuses a cluster without the label that allows the proof to break it. */
export async function requireProofCluster(): Promise<{ context: string; server: string }> {
  if (!process.env.KUBECONFIG) throw new Error('KUBECONFIG is not set; it must name the kubeconfig file of the cluster that the proof may break');
  const context = (await kubectl(['config', 'current-context'])).trim();
  const server = (await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])).trim();
  const system = await kubectlJson<{ metadata: { labels?: Record<string, string> } }>(['get', 'namespace', 'kube-system'], { timeoutSeconds: 10 });
  if (system.metadata.labels?.[permission.label] !== permission.value) {
    throw new Error(
      `context '${context}' (${server}) is not labelled for the proof, which kills pods, cuts nodes off and deletes the namespace that it tests; ` +
        `if this cluster may be broken: kubectl label namespace kube-system ${permission.label}=${permission.value}`,
    );
  }
  return { context, server };
}

export const nodes = async (): Promise<readonly Node[]> => (await kubectlJson<List<Node>>(['get', 'nodes'], { timeoutSeconds: 10 })).items;

/** Repairs what an interrupted row may have left: a frozen API server, nodes that are down or cordoned. */
export async function repairCluster(adapter: NodeAdapter): Promise<void> {
  await adapter.thawApi();
  for (const node of await nodes()) {
    if (!isReady(node) || adapter.off.has(node.metadata.name)) await adapter.nodeUp(node.metadata.name);
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

/**
 * Moves the cluster's DNS servers off nodes that will go down, so that the row measures the component's failover and not that of DNS.
 *
 * @returns whether a DNS server ran there
 */
export async function moveDnsOff(...leaving: readonly string[]): Promise<boolean> {
  const servers = async () => (await kubectlJson<List<Pod>>(['get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns'])).items;
  const isLeaving = (pod: Pod) => leaving.includes(pod.spec.nodeName ?? '');
  const there = (await servers()).filter((pod) => isLeaving(pod) && !pod.metadata.deletionTimestamp);
  if (there.length === 0) return false;
  await kubectl(['cordon', ...leaving]);
  await kubectl(['delete', 'pod', '-n', 'kube-system', ...there.map((pod) => pod.metadata.name), '--wait=false']);
  const check = async () => ((await servers()).every((pod) => isReady(pod) && !isLeaving(pod)) ? undefined : 'not ready');
  await until(`DNS on a node other than ${leaving.join(', ')}`, check, { timeoutSeconds: 60 });
  await kubectl(['uncordon', ...leaving]);
  return true;
}

/** What the cluster offers, for transform(). */
export async function clusterOffer(): Promise<ClusterOffer> {
  type Named = List<{ metadata: { name: string; namespace?: string }; data?: Record<string, string> }>;
  type Slices = List<{ endpoints?: { addresses: string[] }[]; ports?: { port: number }[] }>;
  const [resources, storage, priorities, slices, secrets] = await Promise.all([
    kubectl(['api-resources', '--no-headers', '--verbs=create']),
    kubectlJson<Named>(['get', 'storageclasses']),
    kubectlJson<Named>(['get', 'priorityclasses']),
    kubectlJson<Slices>(['get', 'endpointslices', '-n', 'default', '-l', 'kubernetes.io/service-name=kubernetes']),
    kubectlJson<Named>(['get', 'secrets', '-n', namespace]),
  ]);
  const addresses = slices.items.flatMap((slice) => slice.endpoints?.flatMap((endpoint) => endpoint.addresses) ?? []);
  const port = slices.items[0]?.ports?.[0]?.port;
  if (addresses.length === 0 || port === undefined)
    throw new Error("the Service 'kubernetes' in namespace default has no endpoints, so the API server's address is unknown");
  return {
    kinds: kindsOf(resources),
    storageClasses: storage.items.map((item) => item.metadata.name),
    priorityClasses: priorities.items.map((item) => item.metadata.name),
    apiServer: { addresses, port },
    secrets: new Map(secrets.items.map((secret) => [`${secret.metadata.namespace}/${secret.metadata.name}`, decoded(secret.data ?? {})])),
  };
}

/** Parses lines of `kubectl api-resources`: NAME [SHORTNAMES] APIVERSION NAMESPACED KIND. */
const kindsOf = (lines: string): Set<string> =>
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
