import { networkPolicy } from '../../policies/network-policy';
import { changed, lines, model, without } from './fixture';

const shopPolicy = (fields: object) =>
  changed('NetworkPolicy/shop', ({ spec }) => {
    Object.assign(spec, fields);
  });

describe('network-policy', () => {
  it('passes when each workload, Jobs too, has one of its own beside the default deny', () => {
    expect(lines(networkPolicy, model())).toEqual([]);
  });

  it.each(['Deployment/shop', 'StatefulSet/db', 'CronJob/backup', 'Job/migrate-1a2b3c4d'])('fails when %s has none of its own', (workload) => {
    expect(lines(networkPolicy, without(workload.replace(/^.*\//, 'NetworkPolicy/')))).toEqual([
      expect.stringContaining(
        `${workload} | no NetworkPolicy of its own selects its pods | make its pods from a Workload, which seal() gives its one NetworkPolicy`,
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

  it.each([[['Ingress']], [['Egress']], [undefined]])('fails when policyTypes is %j', (policyTypes) => {
    expect(lines(networkPolicy, shopPolicy({ policyTypes }))).toEqual([
      expect.stringMatching(
        /20-shop.yaml NetworkPolicy\/shop \| policyTypes is .* \| set it to \[Ingress, Egress\]: a direction that it leaves out stays open/,
      ),
    ]);
  });

  it('fails when a namespace with workloads has no default deny', () => {
    expect(lines(networkPolicy, without('NetworkPolicy/default-deny'))).toEqual([
      'shopfds/production namespace shopfds | it has workloads and no NetworkPolicy that denies everything by default | make the namespace with NamespaceWithDefaultDeny',
    ]);
  });

  it.each([{ policyTypes: ['Ingress'] }, { egress: [{ to: [{}], ports: [{ port: 53 }] }] }])(
    'fails when the default deny is weakened by %j',
    (fields) => {
      const subject = changed('NetworkPolicy/default-deny', ({ spec }) => {
        Object.assign(spec, fields);
      });
      expect(lines(networkPolicy, subject)).toEqual([
        expect.stringContaining('namespace shopfds | it has workloads and no NetworkPolicy that denies'),
      ]);
    },
  );

  it('fails when it opens a port that no container declares, such as that of the Service', () => {
    const subject = shopPolicy({ ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80, protocol: 'TCP' }] }] });
    expect(lines(networkPolicy, subject)).toEqual([
      expect.stringContaining(
        'NetworkPolicy/shop | it opens TCP port 80, which no container of Deployment/shop declares | name a container port, not a Service port: 8000',
      ),
    ]);
  });

  it.each([
    ['ingress names no peers', { ingress: [{ from: [], ports: [{ port: 8000 }] }] }, 'ingress[0].from is empty, which means everybody'],
    ['egress names no peers', { egress: [{ ports: [{ port: 443 }] }] }, 'egress[0].to is empty, which means everybody'],
    ['ingress names no ports', { ingress: [{ from: [{ podSelector: {} }] }] }, 'ingress[0].ports is empty, which means every port'],
    ['egress names no ports', { egress: [{ to: [{ podSelector: {} }], ports: [] }] }, 'egress[0].ports is empty, which means every port'],
  ])('fails when a rule for %s', (_, fields, text) => {
    expect(lines(networkPolicy, shopPolicy(fields))).toEqual([
      expect.stringMatching(new RegExp(`NetworkPolicy/shop \\| ${text.replace(/[[\]]/g, '\\$&')} \\| name the p`)),
    ]);
  });
});
