import { Construct } from 'constructs';
import { connect, external, k8s, pod, Workload } from '../../../../constructs/kubernetes';
import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import { mergedSettings, type PodSettings, podSettings } from '../../../../constructs/kubernetes/schema/pods';
import { container, environment, failure, manifest, onCluster, renderIn } from '../../fixture';

describe('settings of pods', () => {
  it('are combined for maps and lists; for single values, that of the component wins', () => {
    const platform: PodSettings = {
      labels: { team: 'shop', tier: 'all' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
      imagePullSecrets: ['one'],
      priorityClassName: 'normal',
      zones: 'required',
    };
    const component: PodSettings = {
      labels: { tier: 'data' },
      tolerations: [{ key: 'b', operator: 'Exists' }],
      imagePullSecrets: ['one', 'two'],
      priorityClassName: 'stores',
    };
    expect(mergedSettings(platform, component)).toEqual({
      labels: { team: 'shop', tier: 'data' },
      tolerations: [
        { key: 'a', operator: 'Exists' },
        { key: 'b', operator: 'Exists' },
      ],
      imagePullSecrets: ['one', 'two'],
      priorityClassName: 'stores',
      zones: 'required',
    });
  });

  it('are empty if nothing is set', () => {
    expect(mergedSettings()).toEqual({});
  });

  it.each<[object, string, string]>([
    [{ tolerations: [{ value: 'x' }] }, 'tolerations[0].operator', "it must be 'Exists' if there is no key"],
    [{ tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }, 'tolerations[0].value', "it must be omitted if the operator is 'Exists'"],
    [
      { tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }] },
      'tolerations[0].tolerationSeconds',
      "it requires the effect 'NoExecute'",
    ],
    [{ dnsConfig: { nameservers: ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4'] } }, 'dnsConfig.nameservers', 'it must have at most three items'],
    ...['-/x', '../evil', '.../x'].map((key): [object, string, string] => [
      { tolerations: [{ key, operator: 'Exists' }] },
      'tolerations[0].key',
      "it must be a taint's key, such as 'dedicated'",
    ]),
    ...['ndots', 'timeout', 'attempts'].flatMap((name) =>
      ['two', '1.5', '-1', '', undefined].map((value): [object, string, string] => [
        { dnsConfig: { options: [{ name, value }] } },
        'dnsConfig.options[0].value',
        "it must be a whole number as text, such as '2'",
      ]),
    ),
    [{ zones: 'always' }, 'zones', 'it must be one of preferred, required'],
    [{ hostNetwork: true }, 'hostNetwork', `there is no such setting; it must be one of ${Object.keys(podSettings.entries).join(', ')}`],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] },
          },
        },
      },
      'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values',
      'In and NotIn need at least one value, Gt and Lt exactly one whole number, Exists and DoesNotExist no values',
    ],
  ])('refuse %j', (settings, path, remedy) => {
    expect(faultsOf(podSettings, settings)).toEqual([expect.objectContaining({ path, remedy })]);
  });

  it('have a toleration once that the platform and a component have', () => {
    const tolerations = [{ key: 'pool', operator: 'Exists' as const }];
    expect(mergedSettings({ tolerations }, { tolerations: structuredClone(tolerations) })).toEqual({ tolerations });
  });

  const podTerm = (term: object) => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', ...term }] } },
  });
  const nodeTerm = (term: object) => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
  });
  const some = { matchLabels: { app: 'a' } };

  it.each<[object]>([
    [podTerm({ labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } })],
    [podTerm({ labelSelector: { ...some, matchExpressions: [{ key: 'old', operator: 'DoesNotExist' }] } })],
    [podTerm({ labelSelector: some, namespaceSelector: { matchLabels: { team: 'shop' } } })],
    [podTerm({ labelSelector: some, namespaceSelector: {}, namespaces: ['shop'] })],
    [nodeTerm({ matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-1'] }] })],
    [
      nodeTerm({
        matchExpressions: [{ key: 'disk', operator: 'Exists' }],
        matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }],
      }),
    ],
  ])('take %j, as the Kubernetes API has it', (settings) => {
    expect(faultsOf(podSettings, settings)).toEqual([]);
  });

  it.each<[object, string]>([
    [podTerm({ labelSelector: {} }), 'it must have matchLabels or matchExpressions'],
    [
      podTerm({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] } }),
      'In and NotIn need at least one value, Exists and DoesNotExist no values',
    ],
    [
      podTerm({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }),
      'it must be one of In, NotIn, Exists, DoesNotExist',
    ],
    [nodeTerm({}), 'it must have matchExpressions or matchFields'],
    [nodeTerm({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }), 'it must be one of metadata.name'],
    [nodeTerm({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }), 'it must have exactly one item'],
  ])('refuse %j, which the API server would', (settings, remedy) => {
    expect(faultsOf(podSettings, settings).map((fault) => fault.remedy)).toEqual([remedy]);
  });
});

describe('a cluster', () => {
  const peers = (facts: Parameters<typeof onCluster>[0]) => {
    const model = renderIn((chart) => {
      new Workload(new Construct(chart, 'app'), { name: 'app', component: 'app', connections: [connect(external('sentry.io', 443))] });
    }, onCluster(facts));
    return manifest(model, 'NetworkPolicy/app').spec.egress.flatMap(({ to }: { to: { ipBlock?: { cidr: string } }[] }) =>
      to.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : [])),
    );
  };

  it('with only IPv4 allows an external host for IPv4', () => {
    expect(peers({})).toEqual(['0.0.0.0/0']);
  });

  it('with IPv6 too allows it for both', () => {
    expect(peers({ dualStack: true })).toEqual(['0.0.0.0/0', '::/0']);
  });
});

describe('DNS servers of pods', () => {
  it('are opened in the NetworkPolicy of these pods', () => {
    const settings = { pod: { dnsConfig: { nameservers: ['10.0.0.53', 'fd00::53'] } } };
    const model = renderIn((chart) => {
      new Workload(new Construct(chart, 'app'), { name: 'app', component: 'app', settings });
      new Workload(new Construct(chart, 'other'), { name: 'other', component: 'other' });
    });
    const rule = {
      to: [{ ipBlock: { cidr: '10.0.0.53/32' } }, { ipBlock: { cidr: 'fd00::53/128' } }],
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    };
    expect(manifest(model, 'NetworkPolicy/app').spec.egress).toContainEqual(rule);
    expect(manifest(model, 'NetworkPolicy/other').spec.egress).not.toContainEqual(rule);
  });
});

describe('a mirror', () => {
  it('is refused for a registry that no image comes from', () => {
    const rendered = () =>
      renderIn(
        (chart) => {
          const app = new Construct(chart, 'app');
          const workload = new Workload(app, { name: 'app', component: 'app' });
          const props = { workload, uid: 1000, gid: 1000, terminationGracePeriodSeconds: 30, restartPolicy: 'Never' as const };
          new k8s.KubeJob(app, 'Job', { spec: { template: pod({ ...props, containers: [container('app')] }) } });
        },
        onCluster({ registries: { 'ghcr.io': 'registry.example.com/github', 'quay.io': 'registry.example.com/quay' } }),
      );
    expect(failure(rendered)).toBe(
      `cluster.registries['quay.io'] is "registry.example.com/quay"; it must be for a registry of the platform's images: ghcr.io`,
    );
  });
});

describe('a quota', () => {
  it('is refused for a namespace that the platform does not have', () => {
    const data = { ...environment, quotas: { shopp: { pods: 5 } } };
    expect(failure(() => renderIn(() => {}, data))).toBe(`quotas.shopp is {"pods":5}; it must be for one of the platform's namespaces: shop`);
  });

  it.each([
    ['a.b', "quotas['a.b']"],
    ['shop ', "quotas['shop ']"],
  ])('names the namespace %j of a quota as a key', (namespace, path) => {
    const data = { ...environment, quotas: { [namespace]: { pods: 5 } } };
    expect(failure(() => renderIn(() => {}, data))).toBe(`${path} is {"pods":5}; it must be for one of the platform's namespaces: shop`);
  });

  it('shows the value of the field that breaks a rule, not the object', () => {
    const faults = faultsOf(podSettings, { tolerations: [{ operator: 'Equal', value: 'x' }] });
    expect(faults).toEqual([{ path: 'tolerations[0].operator', value: 'Equal', remedy: "it must be 'Exists' if there is no key" }]);
  });

  it('refuses a label that JavaScript gives another meaning', () => {
    const data = { ...environment, pods: { labels: { constructor: 'x' } } };
    expect(failure(() => renderIn(() => {}, data))).toContain('pods.labels.constructor is an invalid key; ');
  });
});
