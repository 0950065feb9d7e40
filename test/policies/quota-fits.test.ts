import { quotaFits } from '../../policies/quota-fits';
import { changed, lines, model, withMore, without } from './fixture';

const withQuota = (hard: Readonly<Record<string, string>>, original = model(), namespace = 'shopfds') =>
  withMore([{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: { hard } }], original);

// The fixture: shop 2 pods and 1 for its update, db 3 pods of 3 containers, one CronJob, one Job; 100m and 128Mi for each container.
describe('quota-fits', () => {
  it.each<Readonly<Record<string, string>>>([
    { 'requests.cpu': '1400m' },
    { cpu: '1.4' },
    { 'requests.memory': '1792Mi' },
    { 'limits.memory': '1.75Gi' },
    { pods: '8' },
    { persistentvolumeclaims: '3' },
    { 'requests.storage': '30Gi' },
    { 'ssd.storageclass.storage.k8s.io/requests.storage': '1Gi' },
    { secrets: '0' },
  ])('passes a quota of exactly what the namespace needs: %j', (hard) => {
    expect(lines(quotaFits, withQuota(hard))).toEqual([]);
  });

  it.each([
    [{ 'requests.cpu': '1399m' }, 'requests.cpu is "1399m", and the objects of the namespace need 1400m'],
    [{ cpu: '1.399' }, 'cpu is "1.399", and the objects of the namespace need 1400m'],
    [{ memory: '1791Mi' }, 'memory is "1791Mi", and the objects of the namespace need 1792Mi'],
    [{ 'limits.memory': '1Gi' }, 'limits.memory is "1Gi", and the objects of the namespace need 1792Mi'],
    [{ pods: '7' }, 'pods is "7", and the objects of the namespace need 8'],
    [{ persistentvolumeclaims: '2' }, 'persistentvolumeclaims is "2", and the objects of the namespace need 3'],
    [{ 'requests.storage': '29Gi' }, 'requests.storage is "29Gi", and the objects of the namespace need 30720Mi'],
  ])('fails when the quota is %j', (hard, message) => {
    expect(lines(quotaFits, withQuota(hard))).toEqual([
      `shopfds/production 30-more.yaml ResourceQuota/quota | ${message}, with the additional pods of rolling updates | raise the quota in the environment, or lower replicas, resources or storage`,
    ]);
  });

  it('counts the claims of one storage class', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.volumeClaimTemplates[0].spec.storageClassName = 'ssd';
    });
    expect(lines(quotaFits, withQuota({ 'ssd.storageclass.storage.k8s.io/persistentvolumeclaims': '2' }, subject))).toHaveLength(1);
  });

  it('counts an init container that needs more than the containers together', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.initContainers[0].resources.requests.cpu = '1';
    });
    expect(lines(quotaFits, withQuota({ 'requests.cpu': '3499m' }, subject))).toHaveLength(1);
    expect(lines(quotaFits, withQuota({ 'requests.cpu': '3500m' }, subject))).toEqual([]);
  });

  it.each([
    [0, '7'],
    [1, '8'],
    ['100%', '9'],
    ['1%', '8'],
  ])('counts the pods that a rolling update starts in addition: maxSurge %j', (maxSurge, pods) => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.strategy = { rollingUpdate: { maxSurge } };
    });
    expect(lines(quotaFits, withQuota({ pods }, subject))).toEqual([]);
    expect(lines(quotaFits, withQuota({ pods: String(Number(pods) - 1) }, subject))).toHaveLength(1);
  });

  it('counts the largest number of pods of an autoscaled workload', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'shop' }, maxReplicas: 10 };
    const autoscaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'shop', namespace: 'shopfds' }, spec };
    expect(lines(quotaFits, withQuota({ pods: '17' }, withMore([autoscaler])))[0]).toContain('need 18');
  });

  it('counts only its own namespace', () => {
    expect(lines(quotaFits, withQuota({ pods: '0', 'limits.cpu': '1' }, model(), 'other'))).toEqual([]);
  });

  it.each([
    ['limits.cpu', 'limits.cpu', 'the API server refuses its pods'],
    ['requests.ephemeral-storage', 'requests.ephemeral-storage', 'the quota does not count the container'],
    ['ephemeral-storage', 'requests.ephemeral-storage', 'the quota does not count the container'],
  ])('fails for each container that does not state what the quota limits: %s', (resource, field, effect) => {
    const found = lines(quotaFits, withQuota({ [resource]: '100' }));
    expect(found).toHaveLength(7);
    expect(found).toContain(
      `shopfds/production 10-data.yaml StatefulSet/db container prepare | resources.${field} is not set, and ResourceQuota/quota limits ${resource}: ${effect} | set it in the environment (cpuLimit, ephemeralStorage), for init containers and sidecars too, or remove ${resource} from the quota`,
    );
  });

  it('takes a limit for a missing request, as the API server does', () => {
    const subject = changed('Job/migrate-1a2b3c4d', ({ spec }) => {
      delete spec.template.spec.containers[0].resources.requests.memory;
    });
    expect(lines(quotaFits, withQuota({ 'requests.memory': '1792Mi' }, subject))).toEqual([]);
    expect(lines(quotaFits, withQuota({ 'requests.memory': '1664Mi' }, without('CronJob/backup', subject)))).toEqual([]);
  });
});
