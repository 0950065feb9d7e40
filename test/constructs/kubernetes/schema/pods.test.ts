import { Construct } from 'constructs';
import { connect, external, Workload } from '../../../../constructs/kubernetes';
import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import { mergedSettings, type PodSettings, podSettings } from '../../../../constructs/kubernetes/schema/pods';
import { environment, failure, manifest, onCluster, renderIn } from '../../fixture';

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
    [{ nodeSelector: {} }, 'nodeSelector', 'it must be an object with 1 or more entries'],
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

describe('a quota', () => {
  it('is refused for a namespace that the platform does not have', () => {
    const data = { ...environment, quotas: { shopp: { pods: 5 } } };
    expect(failure(() => renderIn(() => {}, data))).toBe(`quotas.shopp is {"pods":5}; it must be for one of the platform's namespaces: shop`);
  });
});
