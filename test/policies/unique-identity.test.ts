import { uniqueIdentity } from '../../policies/unique-identity';
import { lines, model, withMore } from './fixture';

const configMap = (namespace: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop', namespace } });

describe('unique-identity', () => {
  it('passes objects of one name that differ in kind or namespace', () => {
    expect(lines(uniqueIdentity, withMore([configMap('shopfds-monitoring')]))).toEqual([]);
  });

  it('passes objects of one kind and name that differ in API group', () => {
    const other = { apiVersion: 'traefik.io/v1', kind: 'Ingress', metadata: { name: 'shop', namespace: 'shopfds' } };
    expect(lines(uniqueIdentity, withMore([other]))).toEqual([]);
  });

  it('fails when two files contain the same object', () => {
    expect(lines(uniqueIdentity, withMore([configMap('shopfds')]))).toEqual([
      'shopfds/production 30-more.yaml ConfigMap/shop | ConfigMap shopfds/shop is also shopfds/production 20-shop.yaml ConfigMap/shop | give one of the components another id',
    ]);
  });

  it('fails when the same object appears in two versions of an API', () => {
    const older = { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress', metadata: { name: 'shop', namespace: 'shopfds' } };
    expect(lines(uniqueIdentity, withMore([older]))).toEqual([expect.stringContaining('networking.k8s.io Ingress shopfds/shop is also')]);
  });

  it('fails once for each further copy', () => {
    expect(uniqueIdentity.check(withMore([configMap('shopfds'), configMap('shopfds')], model()))).toHaveLength(2);
  });
});
