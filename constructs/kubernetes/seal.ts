import type { Construct } from 'constructs';
import { PlatformChart } from './chart';
import type { Connection, Peer } from './connections';
import type { ClusterFacts, PodPeer } from './environment';
import { invalid } from './errors';
import { k8s, portOf } from './k8s';
import type { ConnectionRecord } from './manifest';
import { Workload } from './workload';

/**
 * Gives every workload its one NetworkPolicy, both ways, from all connections that were declared; to be called last.
 *
 * @returns the connections, for the diagram and the docs
 */
export function seal(app: Construct): ConnectionRecord[] {
  const workloads = app.node.findAll().filter((construct): construct is Workload => construct instanceof Workload);
  for (const workload of workloads) addNetworkPolicy(workload, clientsOf(workload, workloads));
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
  const { cluster } = PlatformChart.containing(workload).facts;
  new k8s.KubeNetworkPolicy(workload, 'NetworkPolicy', {
    metadata: { labels: workload.labels },
    spec: {
      podSelector: { matchLabels: workload.selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        ...clients.map((client) => ({ from: [peerOf(client.workload, workload)], ports: tcp(client.ports) })),
        ...(workload.self.length > 0 ? [{ from: [peerOf(workload, workload)], ports: tcp(workload.self) }] : []),
        ...(workload.edge ? [{ from: [podPeer(cluster.edge)], ports: tcp([workload.edge]) }] : []),
        ...(workload.metrics.length > 0 ? [{ from: [podPeer(cluster.scraper)], ports: tcp(workload.metrics.map(({ port }) => port)) }] : []),
      ],
      egress: [
        dns(cluster),
        ...(workload.self.length > 0 ? [{ to: [peerOf(workload, workload)], ports: tcp(workload.self) }] : []),
        ...workload.connections.map((connection) => egressTo(connection, workload, cluster)),
      ],
    },
  });
}

const dns = (cluster: ClusterFacts): k8s.NetworkPolicyEgressRule => ({
  to: [podPeer(cluster.dns)],
  ports: [
    { port: portOf(53), protocol: 'UDP' },
    { port: portOf(53), protocol: 'TCP' },
  ],
});

function egressTo({ peer }: Connection, client: Workload, cluster: ClusterFacts): k8s.NetworkPolicyEgressRule {
  switch (peer.kind) {
    case 'component':
      return { to: [peerOf(peer.endpoint.workload, client)], ports: tcp(peer.endpoint.ports) };
    case 'kubernetes-api':
      // An empty list in a NetworkPolicy means everybody.
      if (cluster.apiServer.cidrs.length === 0) throw invalid(client, 'cluster.apiServer.cidrs', [], 'it must name the addresses of the API server');
      return { to: cluster.apiServer.cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: tcp(cluster.apiServer.ports) };
    case 'external':
      return { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: notPublic } }], ports: tcp([peer.port]) };
  }
}

/** Private, carrier, link-local (cloud metadata) and benchmark ranges: RFC 6890. */
const notPublic = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15'];

function tcp(ports: readonly number[]): k8s.NetworkPolicyPort[] {
  if (ports.length === 0) throw new Error('a connection has no ports; an empty list in a NetworkPolicy would open all of them');
  return ports.map((port) => ({ port: portOf(port), protocol: 'TCP' }));
}

const inNamespace = (namespace: string): k8s.LabelSelector => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

const podPeer = (peer: PodPeer): k8s.NetworkPolicyPeer => ({
  namespaceSelector: inNamespace(peer.namespace),
  podSelector: { matchLabels: peer.labels },
});

const peerOf = (other: Workload, owner: Workload): k8s.NetworkPolicyPeer => ({
  podSelector: { matchLabels: other.selector },
  ...(other.namespace === owner.namespace ? {} : { namespaceSelector: inNamespace(other.namespace) }),
});

function records(workload: Workload): ConnectionRecord[] {
  const self = workload.instance;
  const metrics = workload.metrics.map(({ port }) => port);
  return [
    ...(workload.edge ? [{ kind: 'edge' as const, from: 'edge', to: self, ports: [workload.edge], survivesLoss: false }] : []),
    ...workload.connections.map(({ peer, survivesLoss }) => ({ kind: peer.kind, from: self, survivesLoss, ...targetOf(peer, workload) })),
    ...(workload.self.length > 0 ? [{ kind: 'self' as const, from: self, to: self, ports: workload.self, survivesLoss: false }] : []),
    ...(metrics.length > 0 ? [{ kind: 'scraper' as const, from: 'scraper', to: self, ports: metrics, survivesLoss: true }] : []),
  ];
}

function targetOf(peer: Peer, client: Workload): Pick<ConnectionRecord, 'to' | 'ports'> {
  switch (peer.kind) {
    case 'component':
      return { to: peer.endpoint.workload.instance, ports: peer.endpoint.ports };
    case 'kubernetes-api':
      return { to: 'kubernetes-api', ports: PlatformChart.containing(client).facts.cluster.apiServer.ports };
    case 'external':
      return { to: peer.host, ports: [peer.port] };
  }
}
