import { onlyHttpIsRouted } from '../../policies/only-http-is-routed';
import { lines, model, withMore } from './fixture';

const ingress = (name: string, port: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'other', namespace: 'shopfds' },
  spec: { rules: [{ host: 'a.kr', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }] },
});

const httpRoute = (name: string, port: number) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'other', namespace: 'shopfds' },
  spec: { hostnames: ['a.kr'], rules: [{ backendRefs: [{ name, port }] }] },
});

const nginx = (service: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'edge', namespace: 'shopfds', labels: { 'app.kubernetes.io/component': 'edge' } },
  data: { routes: `host a.kr -\npath / ${service}\n` },
});

/** A second Service of the shop, for its metrics. */
const metrics = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'shop-metrics', namespace: 'shopfds' },
  spec: { selector: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop' }, ports: [{ name: 'metrics', port: 9090 }] },
};

describe('only-http-is-routed', () => {
  it('passes the fixture, and routes of every kind to the port http', () => {
    expect(lines(onlyHttpIsRouted, model())).toEqual([]);
    for (const route of [ingress('shop', { number: 80 }), httpRoute('shop', 80), nginx('shop')])
      expect(lines(onlyHttpIsRouted, withMore([route]))).toEqual([]);
  });

  it.each([
    ['an Ingress', ingress('shop-metrics', { name: 'metrics' }), "a.kr/ leads to port metrics of Service shop-metrics, which is 'metrics'"],
    ['an HTTPRoute', httpRoute('shop-metrics', 9090), "a.kr/ leads to port 9090 of Service shop-metrics, which is 'metrics'"],
    ['nginx', nginx('shop-metrics'), 'a.kr/ leads to port 80 of Service shop-metrics, which is not one of its ports'],
  ])('fails when %s leads to metrics', (_, route, message) => {
    expect(lines(onlyHttpIsRouted, withMore([metrics, route]))).toEqual([expect.stringContaining(message)]);
  });

  it('fails when a route leads to a store', () => {
    const found = lines(onlyHttpIsRouted, withMore([httpRoute('db', 5432)]));
    expect(found).toEqual([expect.stringContaining("which is 'postgres'"), expect.stringContaining('a.kr/ leads to the store StatefulSet/db')]);
  });

  it('fails when a route leads to a Service that does not exist', () => {
    expect(lines(onlyHttpIsRouted, withMore([nginx('gone')]))).toEqual([
      'shopfds/production 30-more.yaml ConfigMap/edge | a.kr/ leads to Service gone, which does not exist in shopfds | route to a web service',
    ]);
  });
});
