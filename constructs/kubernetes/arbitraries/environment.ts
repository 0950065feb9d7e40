import fc from 'fast-check';
import type { EnvironmentData } from '../platform/environment';
import { mostly, of, optional, port, record, wrongText } from './values';

const labels = (name: string) => mostly<Readonly<Record<string, string>>>(fc.constant({ 'app.kubernetes.io/name': name }), fc.constant({}));

const operators: EnvironmentData['cluster']['operators'] = ['prometheus', 'external-secrets', 'keda'];

/** The data that every environment has. */
export const environment = record<EnvironmentData>({
  cluster: record<EnvironmentData['cluster']>({
    domain: mostly(of('cluster.local', 'k8s.example.com'), fc.oneof(of('cluster.local\n  maxconn 1', 'a..b'), wrongText)),
    apiServer: record({
      cidrs: mostly(
        of(['10.1.0.0/28'], ['10.1.0.1/32', '10.1.0.2/32']),
        fc.array(fc.oneof(of('10.1.0.0', '10.1.0.0/33', '10.1.0.256/8', 'api.example.com'), wrongText), { maxLength: 1 }),
      ),
      ports: mostly(of([443], [443, 6443]), fc.array(port, { maxLength: 2 })),
    }),
    dns: record({ namespace: fc.constant('kube-system'), labels: labels('kube-dns') }),
    scraper: record({ namespace: fc.constant('monitoring'), labels: labels('prometheus') }),
    edge: record({ namespace: fc.constant('ingress-nginx'), labels: labels('ingress-nginx'), ingressClass: fc.constant('nginx') }),
    storageClass: optional(of('ssd', 'local-path')),
    operators: mostly<EnvironmentData['cluster']['operators']>(fc.constant(operators), fc.subarray([...operators])),
  }),
  secrets: fc.oneof<fc.Arbitrary<EnvironmentData['secrets']>[]>(
    fc.constant({ source: 'existing' }),
    fc.constant({ source: 'generated' }),
    record({
      source: fc.constant('external-secrets' as const),
      store: record({ kind: of<'SecretStore' | 'ClusterSecretStore'>('SecretStore', 'ClusterSecretStore'), name: fc.constant('platform') }),
      path: fc.constant('shop/test'),
      refreshInterval: of('1h', '10m'),
    }),
  ),
});
