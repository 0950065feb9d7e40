import fc from 'fast-check';
import type { EnvironmentData } from '../platform/environment';
import { mostly, of, optional, port, record, wrongText } from './values';

const labels = (name: string) => mostly<Readonly<Record<string, string>>>(fc.constant({ 'app.kubernetes.io/name': name }), fc.constant({}));

const operators: EnvironmentData['cluster']['operators'] = ['prometheus', 'external-secrets', 'keda', 'cert-manager', 'gateway-api'];

const edge = fc.oneof<fc.Arbitrary<EnvironmentData['cluster']['edge']>[]>(
  record({
    kind: fc.constant('ingress' as const),
    namespace: fc.constant('ingress-nginx'),
    labels: labels('ingress-nginx'),
    ingressClass: fc.constant('nginx'),
  }),
  record({ kind: fc.constant('gateway' as const), namespace: fc.constant('envoy'), labels: labels('envoy'), gatewayClass: fc.constant('envoy') }),
  record({ kind: fc.constant('nginx' as const), clients: of(['0.0.0.0/0'], ['192.0.2.0/24'], ['0.0.0.0/0', '::/0']) }),
);

/** Mostly some, because a Gateway needs them. */
const certificates = fc.oneof<fc.WeightedArbitrary<EnvironmentData['cluster']['certificates']>[]>(
  { weight: 1, arbitrary: fc.constant({ source: 'none' }) },
  { weight: 5, arbitrary: fc.constant({ source: 'existing' }) },
  { weight: 5, arbitrary: fc.constant({ source: 'cert-manager', issuer: { kind: 'ClusterIssuer', name: 'public' } }) },
);

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
    edge,
    certificates,
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
