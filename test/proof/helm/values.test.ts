import { valueAt } from '../../../model';
import { anotherTag, lessMemory, oneMore, settings } from '../../../proof/helm/change-of-values';
import { fitted } from '../../../proof/helm/values';

const usual = {
  cluster: { apiServer: { cidrs: ['10.0.0.0/28'], ports: [443] }, operators: ['prometheus'], storageClass: 'ssd', domain: 'cluster.local' },
  secrets: { source: 'external-secrets', path: 'shop' },
  database: { storage: '100Gi', replicas: 3, resources: { cpu: '2', memory: '8Gi' }, images: { server: { tag: '4.1' } } },
  web: { resources: { cpu: '10m', memory: '64Mi' }, replicas: 2 },
};
const bare = { secrets: { source: 'generated', path: null } };
const offer = { apiServer: { addresses: ['198.18.0.1'], port: 6443 }, storageClasses: ['standard'] };

describe('values for the cluster of the proof', () => {
  const { values, changes } = fitted(usual, bare, offer);

  it('are only those that differ from the usual ones', () =>
    expect(values).toEqual({
      cluster: { apiServer: { cidrs: ['198.18.0.1/32'], ports: [6443] }, operators: [], storageClass: null },
      secrets: { source: 'generated', path: null },
      database: { storage: '2Gi', resources: { cpu: '20m', memory: '512Mi' } },
    }));

  it('are named with what they were', () =>
    expect(changes).toEqual([
      "value cluster.storageClass: ssd -> null, the cluster's default",
      "value cluster.apiServer: this cluster's 198.18.0.1 port 6443",
      'value cluster.operators: none',
      'values secrets: those of values-dev.yaml, which generate the Secrets',
      'value database.storage: 100Gi -> 2Gi',
      'value database.resources.cpu: 2 -> 20m',
      'value database.resources.memory: 8Gi -> 512Mi',
    ]));

  it('keep a storage class that the cluster has', () =>
    expect(valueAt(fitted(usual, bare, { ...offer, storageClasses: ['ssd'] }).values, 'cluster.storageClass')).toBeUndefined());
});

describe('an upgrade', () => {
  it('has one pod more, and takes it back', () =>
    expect(settings(oneMore(['web.replicas']), usual)).toEqual([{ there: ['--set', 'web.replicas=3'], back: ['--set', 'web.replicas=2'] }]));

  it('has another tag', () =>
    expect(settings(anotherTag(['database.images.server.tag']), usual)[0]?.there).toEqual(['--set', 'database.images.server.tag=4.1-next']));

  it('has an eighth less memory of one workload after another', () =>
    expect(settings(lessMemory(['database.resources.memory', 'web.resources.memory']), usual).map(({ there }) => there)).toEqual([
      ['--set', 'database.resources.memory=7168Mi'],
      ['--set', 'web.resources.memory=56Mi'],
    ]));

  it('refuses a value that the chart does not have', () =>
    expect(() => settings(oneMore(['web.pods']), usual)).toThrow('the chart has no value web.pods to change'));
});
