import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { type Connection, connect, type EnvironmentData, egressEntries, kubernetesApi, object, Workload } from '../../../../constructs/kubernetes';
import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import { environment, failure, manifest, onCluster, renderIn } from '../../fixture';

/** The NetworkPolicy of a workload that all peers in the cluster's facts can reach. */
const networkPolicy = (facts: Partial<EnvironmentData['cluster']>, connections: readonly Connection[] = [connect(kubernetesApi)]) => {
  const metrics = [{ name: 'metrics', port: 9000 }];
  const props = { name: 'shop', component: 'test', metrics, connections };
  return manifest(
    renderIn((chart) => new Workload(new Construct(chart, 'shop'), props).admitEdge(8000), onCluster(facts)),
    'NetworkPolicy/shop',
  );
};

describe('the facts of a cluster', () => {
  it('affect nothing else: on another cluster, the same charts render with other addresses only', () => {
    const elsewhere = stringify(networkPolicy({ apiServer: { cidrs: ['192.0.2.0/28'], ports: [6443] } }));
    expect(elsewhere).toBe(stringify(networkPolicy(environment.cluster)).replace('10.1.0.0/28', '192.0.2.0/28'));
  });

  it.each<[Partial<EnvironmentData['cluster']>, string]>([
    [{ apiServer: { cidrs: [], ports: [443] } }, 'cluster.apiServer.cidrs is []; it must be a list of 1 or more'],
    [{ apiServer: { cidrs: ['10.0.0.0/28'], ports: [] } }, 'cluster.apiServer.ports is []; it must be a list of 1 or more'],
    [{ apiServer: { cidrs: ['10.0.0.0/28'], ports: [443, 0] } }, 'cluster.apiServer.ports[1] is 0; it must be a whole number from 1 to 65535'],
  ])('refuse %j for the API server', (facts, message) => {
    expect(failure(() => networkPolicy(facts))).toBe(message);
  });

  it.each(['dns', 'scraper', 'edge'] as const)('refuse %s without labels, which would select every pod of its namespace', (fact) => {
    const facts = { [fact]: { ...environment.cluster[fact], labels: {} } };
    expect(failure(() => networkPolicy(facts))).toBe(`cluster.${fact}.labels is {}; it must be an object with 1 or more entries`);
  });
});

describe('ranges of addresses', () => {
  const wide = ['0.0.0.0/1', '0::/0', '::0/0', '0:0:0:0:0:0:0:0/0', '8000::/1'];

  it.each(['dns', 'scraper', 'edge'] as const)('of %s are refused if they are wide, however they are written', (fact) => {
    const facts = { [fact]: { ...environment.cluster[fact], cidrs: wide } };
    const remedy = 'it must be no wider than /8 for IPv4 and /16 for IPv6; name the addresses of the peer';
    expect(failure(() => networkPolicy(facts))).toBe(wide.map((cidr, index) => `cluster.${fact}.cidrs[${index}] is "${cidr}"; ${remedy}`).join('\n'));
  });

  it('of egress are refused if they are wide', () => {
    const faults = faultsOf(object(egressEntries), { egress: [{ cidrs: ['10.30.0.0/16', '128.0.0.0/1'], ports: [443] }] });
    expect(faults.map(({ path }) => path)).toEqual(['egress[0].cidrs[1]']);
  });

  it('of the API server may be wide, because a trial cluster may have it anywhere', () => {
    expect(networkPolicy({ apiServer: { cidrs: ['0.0.0.0/0'], ports: [6443] } }).spec.egress).toContainEqual(
      expect.objectContaining({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
    );
  });
});

describe('an environment', () => {
  const store = { kind: 'ClusterSecretStore', name: 'platform' };
  const external = { source: 'external-secrets', store, path: 'shop/test', refreshInterval: '1h' };
  const gateway = { kind: 'gateway', namespace: 'envoy', labels: { app: 'envoy' }, gatewayClass: 'envoy' } as const;
  const existing = { source: 'existing' } as const;
  const withData = (data: object) => failure(() => renderIn(() => {}, { ...environment, ...data } as EnvironmentData));
  const withOperator = { cluster: { ...environment.cluster, operators: ['external-secrets'] } };

  it.each([
    [{ secrets: { source: 'external-secret' } }, 'secrets.source is "external-secret"; it must be one of existing, external-secrets, generated'],
    [{ secrets: external }, `secrets.source is "external-secrets"; it requires 'external-secrets' in cluster.operators`],
    [
      { ...withOperator, secrets: { ...external, store: { ...store, kind: 'Vault' } } },
      'secrets.store.kind is "Vault"; it must be one of SecretStore, ClusterSecretStore',
    ],
    [
      { ...withOperator, secrets: { ...external, store: { ...store, name: '' } } },
      `secrets.store.name is ""; it must be a store's name: lower-case letters, digits, '-' and '.', at most 253 characters`,
    ],
    [
      { ...withOperator, secrets: { ...external, refreshInterval: 'hourly' } },
      `secrets.refreshInterval is "hourly"; it must be a duration above zero, such as '1h' or '90s'`,
    ],
    ...['shop//test', 'shop/./test', 'shop/../test'].map((path): [object, string] => [
      { ...withOperator, secrets: { ...external, path } },
      `secrets.path is "${path}"; it must be a path such as 'shopfds/production', without a leading or trailing '/', and without '//', '.' or '..' in it`,
    ]),
    ...['http:///x', 'https://git.example.com/{{ $value }}', 'https://git.example.com//x', 'https://git.example.com:65536/x', 'https://'].map(
      (runbooks): [object, string] => [
        { cluster: { ...environment.cluster, runbooks } },
        `cluster.runbooks is "${runbooks}"; it must be a URL with a host, without '{', '}', '//' in its path or a trailing '/'`,
      ],
    ),
    [
      { cluster: { ...environment.cluster, registries: { 'docker.io': 'registry.example.com:99999' } } },
      `cluster.registries['docker.io'] is "registry.example.com:99999"; it must be a host with an optional path, such as 'registry.example.com/docker-hub'; the host has a dot or a port, or is localhost`,
    ],
    [
      { cluster: { ...environment.cluster, operators: ['promethues'] } },
      'cluster.operators[0] is "promethues"; it must be one of prometheus, external-secrets, keda, cert-manager, gateway-api',
    ],
    [onCluster({ edge: gateway, certificates: existing }), `cluster.edge.kind is "gateway"; it requires 'gateway-api' in cluster.operators`],
    [
      onCluster({ edge: gateway, operators: ['gateway-api'] }),
      'cluster.certificates.source is "none"; a Gateway serves HTTPS; it must be existing or cert-manager',
    ],
    [
      onCluster({ certificates: { source: 'cert-manager', issuer: { kind: 'Issuer', name: 'public' } } }),
      `cluster.certificates.source is "cert-manager"; it requires 'cert-manager' in cluster.operators`,
    ],
    [onCluster({ edge: { kind: 'nginx', clients: [] } }), 'cluster.edge.clients is []; it must be a list of 1 or more'],
  ])('refuses %j, which would silently mean something else', (data, message) => {
    expect(withData(data)).toBe(message);
  });

  it.each([
    { ...withOperator, secrets: { ...external, path: 'shop/.hidden/v1.2/test' } },
    { cluster: { ...environment.cluster, runbooks: 'https://git.example.com:8443/ballast/docs/runbooks?ref=main' } },
  ])('takes %j', (data) => {
    expect(() => renderIn(() => {}, { ...environment, ...data } as EnvironmentData)).not.toThrow();
  });
});
