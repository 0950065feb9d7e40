import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import { quota } from '../../../../constructs/kubernetes/schema/quota';

const cpu = "it must be a quantity of CPU above zero, such as '250m' or '2'";
const bytes = "it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'";
const count = 'it must be a whole number from 0 to 2147483647';

describe('a quota', () => {
  it.each([
    { cpu: '2', 'requests.cpu': '500m', 'limits.cpu': '4' },
    { memory: '1Gi', 'requests.memory': '1Gi', 'limits.memory': '80Gi', 'limits.ephemeral-storage': '1Gi' },
    { 'requests.storage': '1Ti', persistentvolumeclaims: 10, 'ssd.storageclass.storage.k8s.io/requests.storage': '1Ti' },
    { pods: 60, services: 5, 'services.loadbalancers': 0, 'count/jobs.batch': 20, 'count/widgets.example.com': 3 },
  ])('may be %j', (limits) => {
    expect(faultsOf(quota, limits)).toEqual([]);
  });

  it.each([
    'foo',
    'requests.cpuu',
    'a//b',
    'requests.pods',
    'limits.storage',
    'storage',
    'count/',
    'count/Jobs',
    '.storageclass.storage.k8s.io/requests.storage',
  ])('may not limit %s, which is no resource of ResourceQuota', (resource) => {
    expect(faultsOf(quota, { [resource]: '1' })).toEqual([
      expect.objectContaining({
        path: expect.stringContaining(resource.replace(/^\./, '')),
        remedy: expect.stringMatching(/^it must be a resource of ResourceQuota/),
      }),
    ]);
  });

  it.each([
    ['pods', '10Gi', count],
    ['pods', '1.5', count],
    ['pods', '10', count],
    ['requests.cpu', '40Gi', cpu],
    ['requests.cpu', 40, cpu],
    ['requests.memory', 80, bytes],
    ['requests.memory', '2', bytes],
    ['limits.ephemeral-storage', '2', bytes],
    ['requests.storage', 5, bytes],
    ['persistentvolumeclaims', '5Gi', count],
    ['count/jobs.batch', '5Gi', count],
  ])('may not be another kind of quantity: %s: %j', (resource, value, remedy) => {
    const path = /^[a-z]+$/.test(resource) ? resource : `['${resource}']`;
    expect(faultsOf(quota, { [resource]: value })).toEqual([{ path, value, remedy }]);
  });
});
