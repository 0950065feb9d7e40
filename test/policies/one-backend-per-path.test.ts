import { oneBackendPerPath } from '../../policies/one-backend-per-path';
import { lines, model, withMore } from './fixture';

const ingress = (host: string | undefined, path?: string, pathType?: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'other', namespace: 'shopfds' },
  spec: { rules: [{ host, http: { paths: [{ path, pathType, backend: { service: { name: 'shop', port: { name: 'http' } } } }] } }] },
});

describe('one-backend-per-path', () => {
  it('passes the fixture, which has one Ingress', () => {
    expect(lines(oneBackendPerPath, model())).toEqual([]);
  });

  it.each([
    [ingress('other.example.com', '/', 'Prefix')],
    [ingress('shop.example.com', '/admin', 'Prefix')],
    [ingress('shop.example.com', '/', 'Exact')],
    [ingress(undefined, '/', 'Prefix')],
  ])('passes %j beside shop.example.com/', (other) => {
    expect(lines(oneBackendPerPath, withMore([other]))).toEqual([]);
  });

  it('fails when two Ingresses have one host and path', () => {
    expect(lines(oneBackendPerPath, withMore([ingress('shop.example.com', '/', 'Prefix')]))).toEqual([
      'shopfds/production 30-more.yaml Ingress/other | Prefix shop.example.com/ is also in Ingress/shop | give one of them another host or path',
    ]);
  });

  it('fails when two Ingresses have a rule for every host and path', () => {
    expect(lines(oneBackendPerPath, withMore([ingress(undefined), ingress(undefined)]))).toEqual([
      expect.stringContaining('ImplementationSpecific */ is also'),
    ]);
  });
});
