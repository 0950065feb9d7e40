import { networkPolicy } from '../../policies/network-policy';
import { changed, lines, model, withMore, without } from './fixture';

const shopPolicy = (fields: object) =>
  changed('NetworkPolicy/shop', ({ spec }) => {
    Object.assign(spec, fields);
  });

describe('network-policy', () => {
  it('passes when each workload, Jobs included, has its own policy beside the default deny', () => {
    expect(lines(networkPolicy, model())).toEqual([]);
  });

  it.each(['Deployment/shop', 'StatefulSet/db', 'CronJob/backup', 'Job/migrate-1a2b3c4d'])('fails when %s has no policy of its own', (workload) => {
    expect(lines(networkPolicy, without(workload.replace(/^.*\//, 'NetworkPolicy/')))).toEqual([
      expect.stringContaining(
        `${workload} | it has no NetworkPolicy of its own | create its pods with a Workload; seal() adds a NetworkPolicy to each Workload`,
      ),
    ]);
  });

  it('fails when two policies select the same pods', () => {
    const subject = changed('NetworkPolicy/backup', ({ spec }) => {
      spec.podSelector.matchLabels = { 'app.kubernetes.io/name': 'shop' };
    });
    expect(lines(networkPolicy, subject)).toContainEqual(
      expect.stringContaining('Deployment/shop | its pods are selected by NetworkPolicy/backup and NetworkPolicy/shop'),
    );
  });

  const hook = { annotations: { 'helm.sh/hook': 'test' } };
  const additional = (port: number, metadata: object = hook) =>
    withMore([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'test-to-shop', namespace: 'shopfds', ...metadata },
        spec: {
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop' } },
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'test' } } }], ports: [{ port, protocol: 'TCP' }] }],
        },
      },
    ]);

  it('passes when a Helm hook adds a policy for as long as it runs', () => {
    expect(lines(networkPolicy, additional(8000))).toEqual([]);
    expect(lines(networkPolicy, additional(8000, {}))).not.toEqual([]);
  });

  it('fails when the policy of a Helm hook opens a port that no container declares', () => {
    expect(lines(networkPolicy, additional(80))).toEqual([expect.stringContaining('NetworkPolicy/test-to-shop | it opens TCP port 80')]);
  });

  it.each([[['Ingress']], [['Egress']], [undefined]])('fails when policyTypes is %j', (policyTypes) => {
    expect(lines(networkPolicy, shopPolicy({ policyTypes }))).toEqual([
      expect.stringMatching(/20-shop.yaml NetworkPolicy\/shop \| policyTypes is .* \| set it to \[Ingress, Egress\]; a missing direction stays open/),
    ]);
  });

  it('fails when a namespace with workloads has no default deny', () => {
    expect(lines(networkPolicy, without('NetworkPolicy/default-deny'))).toEqual([
      'shopfds/production namespace shopfds | it has workloads but no NetworkPolicy that denies everything by default | create the namespace with NamespaceWithDefaultDeny',
    ]);
  });

  it.each([{ policyTypes: ['Ingress'] }, { egress: [{ to: [{}], ports: [{ port: 53 }] }] }])(
    'fails when the default deny is weakened by %j',
    (fields) => {
      const subject = changed('NetworkPolicy/default-deny', ({ spec }) => {
        Object.assign(spec, fields);
      });
      expect(lines(networkPolicy, subject)).toEqual(
        expect.arrayContaining([
          expect.stringContaining('namespace shopfds | it has workloads but no NetworkPolicy that denies'),
          expect.stringContaining('NetworkPolicy/default-deny | its podSelector is empty or open, which means every pod of the namespace'),
        ]),
      );
    },
  );

  it('fails when it opens a port that no container declares, such as that of the Service', () => {
    const subject = shopPolicy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'a' } } }], ports: [{ port: 80, protocol: 'TCP' }] }] });
    expect(lines(networkPolicy, subject)).toEqual([
      expect.stringContaining(
        'NetworkPolicy/shop | it opens TCP port 80, which no container of Deployment/shop declares | name a container port, not a Service port: 8000',
      ),
    ]);
  });

  it.each([
    ['ingress names no peers', { ingress: [{ from: [], ports: [{ port: 8000 }] }] }, 'ingress[0].from is empty, which means every peer'],
    ['egress names no peers', { egress: [{ ports: [{ port: 443 }] }] }, 'egress[0].to is empty, which means every peer'],
    [
      'ingress names no ports',
      { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'a' } } }] }] },
      'ingress[0].ports is empty, which means every port',
    ],
    [
      'egress names no ports',
      { egress: [{ to: [{ podSelector: { matchLabels: { app: 'a' } } }], ports: [] }] },
      'egress[0].ports is empty, which means every port',
    ],
  ])('fails when a rule for %s', (_, fields, text) => {
    expect(lines(networkPolicy, shopPolicy(fields))).toEqual([
      expect.stringMatching(new RegExp(`NetworkPolicy/shop \\| ${text.replace(/[[\]]/g, '\\$&')} \\| name the p`)),
    ]);
  });

  it.each([
    [{ protocol: 'TCP' }, 'has no port, which means every port of its protocol | name the port'],
    [{ port: 1, endPort: 65_535 }, 'has the endPort 65535, which opens a range of ports | name each port in an entry of its own'],
  ])('fails when a port is %j', (port, text) => {
    const subject = shopPolicy({ egress: [{ to: [{ podSelector: { matchLabels: { app: 'a' } } }], ports: [{ port: 443 }, port] }] });
    expect(lines(networkPolicy, subject)).toEqual([expect.stringContaining(`NetworkPolicy/shop | egress[0].ports[1] ${text}`)]);
  });

  it('fails when a policy that allows something selects pods with Exists alone', () => {
    const podSelector = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] };
    expect(lines(networkPolicy, shopPolicy({ podSelector }))).toContainEqual(
      expect.stringContaining('NetworkPolicy/shop | its podSelector is empty or open, which means every pod of the namespace'),
    );
  });

  const selected = { matchLabels: { app: 'a' } };
  const publicOnly = {
    ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15'] },
  };

  it.each([
    [{ podSelector: selected }],
    [{ namespaceSelector: selected }],
    [
      {
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['a'] },
            { key: 'b', operator: 'Exists' },
          ],
        },
      },
    ],
    [{ ipBlock: { cidr: '10.0.0.0/8' } }],
    [{ ipBlock: { cidr: '10.2.0.0/16' } }],
    [publicOnly],
    [{ ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } }],
    [{ ipBlock: { cidr: '0:0:0:0:0:0:0:0/0', except: ['fc00:0::/7', 'fe80:0::/10'] } }],
  ])('passes the peer %j', (peer) => {
    expect(lines(networkPolicy, shopPolicy({ egress: [{ to: [peer], ports: [{ port: 443 }] }] }))).toEqual([]);
  });

  it.each([
    [{}, 'names no peer'],
    [{ podSelector: {} }, 'has an empty podSelector, which means every pod'],
    [{ podSelector: { matchLabels: {} } }, 'has an empty podSelector, which means every pod'],
    [{ podSelector: {}, namespaceSelector: selected }, 'has an empty podSelector, which means every pod'],
    [{ podSelector: selected, namespaceSelector: { matchLabels: {} } }, 'has an empty namespaceSelector, which means every namespace'],
    [
      { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } },
      'is "0.0.0.0/0" without the exceptions 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, 198.18.0.0/15',
    ],
    [{ ipBlock: { cidr: '::/0' } }, 'is "::/0" without the exceptions fc00::/7, fe80::/10'],
    [{ ipBlock: { cidr: '0::/0' } }, 'is "0::/0" without the exceptions fc00::/7, fe80::/10'],
    [{ ipBlock: { cidr: '0:0:0:0:0:0:0:0/0' } }, 'is "0:0:0:0:0:0:0:0/0" without the exceptions fc00::/7, fe80::/10'],
    [{ ipBlock: { cidr: '128.0.0.0/1' } }, 'is "128.0.0.0/1", which is wider than /8'],
    [{ ipBlock: { cidr: '10.0.0.0/7', except: publicOnly.ipBlock.except } }, 'is "10.0.0.0/7", which is wider than /8'],
    [{ ipBlock: { cidr: '8000::/1' } }, 'is "8000::/1", which is wider than /16'],
    [{ ipBlock: { cidr: 'everywhere' } }, 'is "everywhere", which is not a range'],
    ...['Exists', 'DoesNotExist', 'NotIn'].flatMap((operator): [object, string][] => {
      const matchExpressions = [{ key: 'app', operator, ...(operator === 'NotIn' ? { values: ['a'] } : {}) }];
      return [
        [{ podSelector: { matchExpressions } }, `has only ${operator} in its podSelector, which means every pod`],
        [{ namespaceSelector: { matchExpressions } }, `has only ${operator} in its namespaceSelector, which means every namespace`],
      ];
    }),
  ])('fails when a peer is %j, in both directions', (peer, text) => {
    const message = (path: string) => expect.stringContaining(`NetworkPolicy/shop | ${path} ${text} | select the intended pods or addresses`);
    expect(lines(networkPolicy, shopPolicy({ ingress: [{ from: [peer], ports: [{ port: 8000 }] }] }))).toEqual([message('ingress[0].from[0]')]);
    expect(lines(networkPolicy, shopPolicy({ egress: [{ to: [peer], ports: [{ port: 443 }] }] }))).toEqual([message('egress[0].to[0]')]);
  });

  describe('with an API server at any address', () => {
    const anywhere = (port: number) => shopPolicy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port }] }] });
    const connection = { kind: 'kubernetes-api', from: 'shop', to: 'kubernetes-api', ports: [6443], survivesLoss: false } as const;

    it('passes the workload that connects to it', () => {
      expect(lines(networkPolicy, { ...anywhere(6443), apiServerCidrs: ['0.0.0.0/0'], connections: [connection] })).toEqual([]);
    });

    it.each([
      ['another port', 5432, connection],
      ['another workload', 6443, { ...connection, from: 'db' }],
      ['another kind of peer', 6443, { ...connection, kind: 'external' as const }],
    ])('fails for %s', (_, port, record) => {
      expect(lines(networkPolicy, { ...anywhere(port), apiServerCidrs: ['0.0.0.0/0'], connections: [record] })).toEqual([
        expect.stringContaining('is "0.0.0.0/0" without the exceptions'),
      ]);
    });

    it('fails if the environment states other addresses', () => {
      expect(lines(networkPolicy, { ...anywhere(6443), apiServerCidrs: ['10.1.0.0/28'], connections: [connection] })).toEqual([
        expect.stringContaining('is "0.0.0.0/0" without the exceptions'),
      ]);
    });
  });

  describe("with clients of the platform's own edge at any address", () => {
    const anybody = (port: number) => shopPolicy({ ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port }] }] });
    const connection = { kind: 'edge', from: 'outside', to: 'shop', ports: [8000], survivesLoss: false } as const;

    it('passes the workload that is the edge', () => {
      expect(lines(networkPolicy, { ...anybody(8000), edgeCidrs: ['0.0.0.0/0'], connections: [connection] })).toEqual([]);
    });

    it.each([
      ['another workload', ['0.0.0.0/0'], { ...connection, to: 'db' }],
      ['another port', ['0.0.0.0/0'], { ...connection, ports: [8443] }],
      ['what an edge of the cluster reaches', ['0.0.0.0/0'], { ...connection, from: 'edge' }],
      ['other addresses than the environment states', ['10.0.0.0/8'], connection],
    ])('fails for %s', (_, edgeCidrs, record) => {
      expect(lines(networkPolicy, { ...anybody(8000), edgeCidrs, connections: [record] })).toEqual([
        expect.stringContaining('is "0.0.0.0/0" without the exceptions'),
      ]);
    });
  });
});
