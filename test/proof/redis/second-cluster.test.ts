import type { Manifest } from '../../../model';
import { changedHands, mixed } from '../../../proof/redis/rows/two-clusters';
import { renamed } from '../../../proof/redis/second-cluster';

const labels = { 'app.kubernetes.io/instance': 'shopfds-redis' };
const container = {
  name: 'redis',
  image: 'redis',
  env: [
    { name: 'DOMAIN', value: 'shopfds-redis-pods.shopfds.svc' },
    { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'shopfds-redis', key: 'password' } } },
  ],
};
const manifests: Manifest[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'shopfds-redis', labels },
    spec: { template: { spec: { containers: [container] } } },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shopfds-redis' } },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'ecommerce', labels: { 'app.kubernetes.io/instance': 'ecommerce' } } },
];

describe('a second cluster', () => {
  const [set, ...others] = renamed(manifests, 'shopfds-redis');
  const [domain, password] = set?.spec?.template?.spec?.containers?.[0]?.env ?? [];

  test('contains only the component', () => expect(others).toEqual([]));

  test('has another name and other labels', () =>
    expect(set?.metadata).toEqual({ name: 'shopfds-redis2', labels: { 'app.kubernetes.io/instance': 'shopfds-redis2' } }));

  test('has other names in its variables', () => expect(domain?.value).toBe('shopfds-redis2-pods.shopfds.svc'));

  test('has the same password', () => expect(password?.valueFrom).toEqual({ secretKeyRef: { name: 'shopfds-redis', key: 'password' } }));
});

describe('two clusters', () => {
  const members = (name: string, ids: string[], addresses: string[] = []) => ({ pods: [`${name}-0`], ids, addresses });
  const [first, other] = [members('a', ['1', '2'], ['10.0.0.1', '10.0.0.2']), members('b', ['3', '4'], ['10.0.0.3', '10.0.0.4'])];

  test('are separate if each knows only its own nodes', () => expect(mixed([first, other], 2)).toEqual([]));

  test('are not separate if one knows a node of the other', () =>
    expect(mixed([first, members('b', ['2', '3', '4'])], 2)).toEqual(['1 ids are known to both', 'b-0 and its cluster know 3 ids, not 2']));

  test('count the addresses that belonged to the other before', () =>
    expect(changedHands([first, other], [members('a', [], ['10.0.0.3', '10.0.0.9']), members('b', [], ['10.0.0.2', '10.0.0.1'])])).toBe(3));
});
