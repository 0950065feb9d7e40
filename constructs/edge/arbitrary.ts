import { Construct } from 'constructs';
import fc from 'fast-check';
import { httpProbe, k8s, pod, portOf, Route, resourceRequirements, restricted, startBeforeStop, Workload } from '../kubernetes';
import {
  type ComponentArbitrary,
  dictionary,
  mostly,
  of,
  optional,
  record,
  resources,
  wrongId,
  wrongNumber,
  wrongText,
} from '../kubernetes/arbitraries';
import { Edge } from './edge';
import type { EdgeProps } from './schema';

const path = mostly(
  of('/', '/api', '/a.b/c', '/.well-known'),
  fc.oneof(of('/metrics', '/metrics/x', '/a//b', '/a/', '/a/../b', '/a;b', 'a'), wrongText),
);
const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 3 });
const host = record({
  host: mostly(of('shop.example.com', 'a.kr', '*.example.com'), fc.oneof(of('localhost', '*', 'a..b.com', `${'a'.repeat(64)}.com`), wrongText)),
  secret: mostly(of('shop-tls', 'tls.v2'), of('', 'a/b', 'TLS')),
  paths: fc.oneof<fc.Arbitrary<Record<string, string[]>>[]>(record({ app: paths }), record({ app: paths, admin: paths })),
});

const props = record<Omit<EdgeProps, 'routes'>>({
  hosts: fc.oneof<fc.Arbitrary<EdgeProps['hosts']>[]>(record({ shop: host }), record({ shop: host, 'admin-1': host })),
  annotations: optional(dictionary(mostly(of('example.com/a', 'b'), of('kubernetes.io/ingress.class', 'a/b/c')), of('', 'x'), 2)),
  replicas: optional(mostly(of(1, 2, 50), wrongNumber)),
  resources: optional(resources),
  serviceType: optional(of<'ClusterIP' | 'NodePort' | 'LoadBalancer'>('ClusterIP', 'NodePort', 'LoadBalancer')),
  maximumBody: optional(mostly(of('1k', '10m', '2g'), fc.oneof(of('0', '10', '1m;'), wrongText))),
});

export const arbitrary: ComponentArbitrary<Omit<EdgeProps, 'routes'>> = {
  weight: 2,
  id: mostly(of('edge', 'way-in', 'c'.repeat(30)), wrongId),
  props,
  make: (scope, id, given) => new Edge(scope, id, { ...given, routes: { app: service(scope, `${id}-app`), admin: service(scope, `${id}-admin`) } }),
};

/** A web service, which this folder cannot import. */
function service(chart: Construct, id: string): Route {
  const scope = new Construct(chart, id);
  const workload = new Workload(scope, { name: 'app', component: 'web-service' });
  const metadata = { labels: workload.labels };
  const app: k8s.Container = {
    name: 'app',
    image: 'ghcr.io/shop/app:1.0.0',
    ports: [{ name: 'http', containerPort: 8000 }],
    lifecycle: { preStop: { exec: { command: ['/bin/sleep', '5'] } } },
    readinessProbe: httpProbe('/health', 'http'),
    livenessProbe: { tcpSocket: { port: portOf('http') }, periodSeconds: 20 },
    resources: resourceRequirements({ cpu: '50m', memory: '64Mi' }),
    securityContext: restricted(),
  };
  const template = pod({ workload, uid: 10001, gid: 10001, terminationGracePeriodSeconds: 30, containers: [app] });
  new k8s.KubeDeployment(scope, 'Deployment', {
    metadata,
    spec: { replicas: 1, selector: { matchLabels: workload.selector }, strategy: startBeforeStop(), template },
  });
  new k8s.KubeService(scope, 'Service', {
    metadata,
    spec: { selector: workload.selector, ports: [{ name: 'http', port: 80, targetPort: portOf('http') }] },
  });
  return new Route(workload, 8000);
}
