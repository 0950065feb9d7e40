import type { Construct } from 'constructs';
import { type ConnectionRecord, notPublic, notPublicIpv6 } from '../../../model';
import { k8s, portOf } from '../k8s';
import { requireValid } from '../schema/check';
import { invalid } from '../schema/errors';
import { port as tcpPort } from '../schema/fields';
import type { Connection, Peer, PodSet } from '../workload/connections';
import { type Workload, workloadsOf } from '../workload/workload';
import { PlatformChart } from './chart';
import type { ClusterFacts, PodPeer } from './environment';

const portNumber = tcpPort('Port.');

/**
 * Adds one NetworkPolicy to every workload, for both directions, from all declared connections. Must be called last. The pods of a Helm hook get
 * further ones, which admit them at their peers.
 *
 * @returns the connections, for the diagram and the docs
 */
export function seal(app: Construct): ConnectionRecord[] {
  const workloads = workloadsOf(app);
  const lasting = workloads.filter(({ hook }) => !hook);
  for (const workload of workloads) addNetworkPolicy(workload, clientsOf(workload, lasting));
  for (const workload of workloads) if (workload.hook) admitHook(workload);
  return workloads.flatMap(records);
}

interface Client {
  readonly workload: Workload;
  readonly ports: readonly number[];
}

function clientsOf(server: Workload, workloads: readonly Workload[]): Client[] {
  return workloads.flatMap((workload) =>
    workload.connections.flatMap(({ peer }) =>
      peer.kind === 'component' && peer.endpoint.workload === server ? [{ workload, ports: peer.endpoint.ports }] : [],
    ),
  );
}

function addNetworkPolicy(workload: Workload, clients: readonly Client[]): void {
  const { cluster } = PlatformChart.containing(workload).environment;
  const metrics = workload.metrics.map(({ port }) => port);
  const self = workload.self.length > 0 ? [{ peers: [peerOf(workload, workload)], ports: tcp(workload, workload.self) }] : [];
  const fromClients = (isEdge: boolean): Rule[] =>
    clients
      .filter((client) => isEdge === client.workload.outside.length > 0)
      .map((client) => ({ peers: [peerOf(client.workload, workload)], ports: tcp(workload, client.ports) }));
  const ingress: Rule[] = [
    ...fromClients(false),
    ...outsideClients(workload),
    ...self,
    ...fromClients(true), // where the cluster's edge would be, so that another edge is a small change
    ...edgeTo(workload, cluster),
    ...(metrics.length > 0 ? [{ peers: peersOf(cluster.scraper), ports: tcp(workload, metrics) }] : []),
  ];
  const egress: Rule[] = [
    dns(cluster),
    ...nameservers(workload),
    ...self,
    ...workload.connections.map((connection) => egressTo(connection, workload, cluster)),
    ...workload.egress.map(({ cidrs, ports }) => ({ peers: blocksOf(cidrs), ports: tcp(workload, ports) })),
  ];
  new k8s.KubeNetworkPolicy(workload, 'NetworkPolicy', {
    metadata: workload.metadata,
    spec: {
      podSelector: { matchLabels: workload.selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: distinct(ingress).map(({ peers, ports }) => ({ from: peers, ports })),
      egress: distinct(egress).map(({ peers, ports }) => ({ to: peers, ports })),
    },
  });
}

/** NetworkPolicies add up, so these leave those of the peers as they are. */
function admitHook(workload: Workload): void {
  for (const { peer } of workload.connections) {
    if (peer.kind !== 'component') continue;
    const { workload: server, ports } = peer.endpoint;
    new k8s.KubeNetworkPolicy(workload, `NetworkPolicy-to-${server.instance}`, {
      metadata: { ...workload.metadata, namespace: server.namespace },
      spec: {
        podSelector: { matchLabels: server.selector },
        policyTypes: ['Ingress'],
        ingress: [{ from: [peerOf(workload, server)], ports: tcp(workload, ports) }],
      },
    });
  }
}

interface Rule {
  readonly peers: k8s.NetworkPolicyPeer[];
  readonly ports: k8s.NetworkPolicyPort[];
}

/** Removes duplicates: two endpoints may have the same pods. */
const distinct = (rules: readonly Rule[]): Rule[] => [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];

const dns = ({ dns: servers }: ClusterFacts): Rule => ({
  peers: peersOf(servers),
  ports: dnsPorts(servers.ports),
});

/** Access to the DNS servers of the pods' own settings. */
function nameservers({ podSettings: { dnsConfig } }: Workload): Rule[] {
  const cidrs = (dnsConfig?.nameservers ?? []).map((address) => `${address}/${address.includes(':') ? 128 : 32}`);
  return cidrs.length > 0 ? [{ peers: blocksOf(cidrs), ports: dnsPorts([53]) }] : [];
}

const dnsPorts = (ports: readonly number[]): k8s.NetworkPolicyPort[] =>
  ports.flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ port: portOf(port), protocol })));

/** Rules for pods of other namespaces that the environment lists as clients. */
const outsideClients = (workload: Workload): Rule[] =>
  (workload.clients?.peers ?? []).map((peer) => ({ peers: peersOf(peer), ports: tcp(workload, workload.clients?.ports ?? []) }));

/** Rules for the pods of the cluster's edge at what it routes to, or for clients at the platform's own edge, which declares its connections itself. */
function edgeTo(workload: Workload, { edge }: ClusterFacts): Rule[] {
  if (edge.kind === 'nginx') return workload.outside.length > 0 ? [{ peers: blocksOf(edge.clients), ports: tcp(workload, workload.outside) }] : [];
  return workload.edge ? [{ peers: peersOf(edge), ports: tcp(workload, [workload.edge]) }] : [];
}

function egressTo({ peer }: Connection, client: Workload, cluster: ClusterFacts): Rule {
  switch (peer.kind) {
    case 'component':
      return { peers: [peerOf(peer.endpoint.workload, client)], ports: tcp(client, peer.endpoint.ports) };
    case 'kubernetes-api':
      return { peers: blocksOf(cluster.apiServer.cidrs), ports: tcp(client, cluster.apiServer.ports) };
    case 'external':
      return { peers: publicAddresses(cluster), ports: tcp(client, [peer.port]) };
  }
}

function tcp(workload: Workload, ports: readonly number[]): k8s.NetworkPolicyPort[] {
  if (ports.length === 0) throw invalid(workload, 'the ports of a connection', ports, 'it must name at least one');
  for (const port of ports) requireValid(workload, portNumber, port, 'the port of a connection');
  return ports.map((port) => ({ port: portOf(port), protocol: 'TCP' }));
}

/** Peers of a NetworkPolicy: pods by namespace and labels, and further addresses. */
const peersOf = ({ namespace, labels, cidrs = [] }: PodPeer): k8s.NetworkPolicyPeer[] => [
  { namespaceSelector: inNamespace(namespace), podSelector: { matchLabels: { ...labels } } },
  ...blocksOf(cidrs),
];

const blocksOf = (cidrs: readonly string[]): k8s.NetworkPolicyPeer[] => cidrs.map((cidr) => ({ ipBlock: { cidr } }));

const publicAddresses = ({ dualStack }: ClusterFacts): k8s.NetworkPolicyPeer[] => [
  { ipBlock: { cidr: '0.0.0.0/0', except: notPublic } },
  ...(dualStack ? [{ ipBlock: { cidr: '::/0', except: notPublicIpv6 } }] : []),
];

const inNamespace = (namespace: string): k8s.LabelSelector => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

const peerOf = (other: PodSet, owner: PodSet): k8s.NetworkPolicyPeer => ({
  podSelector: { matchLabels: other.selector },
  ...(other.namespace === owner.namespace ? {} : { namespaceSelector: inNamespace(other.namespace) }),
});

function records(workload: Workload): ConnectionRecord[] {
  const self = workload.instance;
  const metrics = workload.metrics.map(({ port }) => port);
  const isOwn = PlatformChart.containing(workload).environment.cluster.edge.kind === 'nginx';
  const fromEdge = isOwn ? workload.outside : workload.edge ? [workload.edge] : [];
  return [
    ...(fromEdge.length > 0 ? [{ kind: 'edge' as const, from: isOwn ? 'outside' : 'edge', to: self, ports: fromEdge, survivesLoss: false }] : []),
    ...workload.connections.map(({ peer, survivesLoss }) => ({ kind: peer.kind, from: self, survivesLoss, ...targetOf(peer, workload) })),
    ...(workload.self.length > 0 ? [{ kind: 'self' as const, from: self, to: self, ports: workload.self, survivesLoss: false }] : []),
    ...(workload.clients?.peers ?? []).map(({ namespace }) => ({
      kind: 'client' as const,
      from: `namespace ${namespace}`,
      to: self,
      ports: workload.clients?.ports ?? [],
      survivesLoss: false,
    })),
    ...workload.egress.map(({ cidrs, ports }) => ({ kind: 'external' as const, from: self, to: cidrs.join(', '), ports, survivesLoss: false })),
    ...(metrics.length > 0 ? [{ kind: 'scraper' as const, from: 'scraper', to: self, ports: metrics, survivesLoss: true }] : []),
  ];
}

function targetOf(peer: Peer, client: Workload): Pick<ConnectionRecord, 'to' | 'ports'> {
  switch (peer.kind) {
    case 'component':
      return { to: peer.endpoint.workload.instance, ports: peer.endpoint.ports };
    case 'kubernetes-api':
      return { to: 'kubernetes-api', ports: PlatformChart.containing(client).environment.cluster.apiServer.ports };
    case 'external':
      return { to: peer.host, ports: [peer.port] };
  }
}
