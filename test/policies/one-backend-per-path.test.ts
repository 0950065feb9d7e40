import { oneBackendPerPath, onePlatformPerPath } from '../../policies/one-backend-per-path';
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

  it('fails when two prefixes differ in a slash at the end alone', () => {
    const both = withMore([ingress('other.example.com', '/api', 'Prefix'), ingress('other.example.com', '/api/', 'Prefix')]);
    expect(lines(oneBackendPerPath, both)).toEqual([expect.stringContaining('Prefix other.example.com/api is also in Ingress/other')]);
  });

  it('passes two exact paths that differ in a slash at the end', () => {
    const both = withMore([ingress('other.example.com', '/api', 'Exact'), ingress('other.example.com', '/api/', 'Exact')]);
    expect(lines(oneBackendPerPath, both)).toEqual([]);
  });

  it('fails when two Ingresses have a rule for every host and path', () => {
    expect(lines(oneBackendPerPath, withMore([ingress(undefined), ingress(undefined)]))).toEqual([
      expect.stringContaining('ImplementationSpecific */ is also'),
    ]);
  });
});

const httpRoute = (host: string, path: string) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'other', namespace: 'shopfds' },
  spec: { hostnames: [host], rules: [{ matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: 'shop', port: 80 }] }] },
});

const nginx = (...lines: readonly string[]) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'other', namespace: 'shopfds', labels: { 'app.kubernetes.io/component': 'edge' } },
  data: { routes: lines.map((line) => `${line}\n`).join('') },
});

describe('one-backend-per-path, with other kinds of edge', () => {
  it.each([
    ['an HTTPRoute', httpRoute('shop.example.com', '/'), httpRoute('shop.example.com', '/admin')],
    ['nginx', nginx('host shop.example.com -', 'path / shop'), nginx('host shop.example.com -', 'path /admin shop')],
  ])('fails when %s has the host and path of an Ingress, and passes another path', (_, same, other) => {
    expect(lines(oneBackendPerPath, withMore([same]))).toEqual([expect.stringContaining('Prefix shop.example.com/ is also in Ingress/shop')]);
    expect(lines(oneBackendPerPath, withMore([other]))).toEqual([]);
  });

  it('fails when nginx leads one path to two services', () => {
    const twice = nginx('host a.kr -', 'path /api shop', 'path /api other');
    expect(lines(oneBackendPerPath, withMore([twice]))).toEqual([expect.stringContaining('Prefix a.kr/api is also in ConfigMap/other')]);
  });

  it('passes a redirect, which leads to no service', () => {
    const redirect = httpRoute('shop.example.com', '/');
    const [rule] = redirect.spec.rules;
    expect(lines(oneBackendPerPath, withMore([{ ...redirect, spec: { rules: [{ ...rule, backendRefs: [] }] } }]))).toEqual([]);
  });
});

describe('one-backend-per-path across platforms', () => {
  const market = { ...model(), platform: 'market' };

  it('fails when two platforms have one host and path in environments of the same name', () => {
    expect(onePlatformPerPath([model(), market])).toEqual([
      {
        policy: 'one-backend-per-path',
        where: 'market/production 20-shop.yaml Ingress/shop',
        message: 'Prefix shop.example.com/ is also in shopfds/production 20-shop.yaml Ingress/shop',
        fix: 'give one of them another host or path',
      },
    ]);
  });

  it('passes environments of different names, which have a cluster each', () => {
    expect(onePlatformPerPath([model(), { ...market, environment: 'staging' }])).toEqual([]);
  });

  it('leaves what one platform has twice to the check of that platform', () => {
    expect(onePlatformPerPath([withMore([ingress('shop.example.com', '/', 'Prefix')])])).toEqual([]);
  });
});
