// Wrong values for ShopFDS's production: at least one for each kind of check. The environment's check and the chart refuse each of them.
import { type Path, withValue } from '../../../tools/variants/places';
import { values } from './shopfds';

const wrong: readonly (readonly [string, unknown])[] = [
  ['cluster.domain', 'a..b'],
  ['cluster.apiServer.cidrs', []],
  ['cluster.apiServer.cidrs', ['10.0.0.0/28', '10.0.0.0/28']],
  ['cluster.apiServer.cidrs', ['10.0.0.1/28']],
  ['cluster.apiServer.cidrs', ['10.0.0.64/25']],
  ['cluster.apiServer.cidrs', ['fd00::/129']],
  ['cluster.apiServer.ports', [443, 0]],
  ['cluster.dns.labels', {}],
  ['cluster.dns.labels', { 'a b': 'x' }],
  ['cluster.scraper.cidrs', ['128.0.0.0/1']],
  ['cluster.scraper.cidrs', ['fc00::/7']],
  ['cluster.edge.cidrs', ['::ffff:0:0/96']],
  ['cluster.dualStack', 'yes'],
  ['cluster.operators', ['prometheus', 'promethues']],
  ['cluster.runbooks', 'https://git.example.com//x'],
  ['cluster.registries', { mirror: 'registry.example.com' }],
  ['cluster.registries', { 'docker.io': 'mirror' }],
  ['cluster.domian', 'cluster.local'],
  ['secrets.source', 'vault'],
  ['secrets.path', 'shop/../production'],
  ['secrets.path', 'shop//production'],
  ['secrets.refreshInterval', '0h0m'],
  ['pods.labels', { role: 'primary' }],
  ['pods.labels', { 'app.kubernetes.io/name': 'mine' }],
  ['pods.annotations', { 'checksum/redis.conf': 'x' }],
  ['pods.annotations', { note: '\u0007' }],
  [
    'pods.affinity',
    { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: {} } }] } },
  ],
  ['pods.tolerations', [{ value: 'x' }]],
  ['pods.tolerations', [{ operator: 'Equal', value: 'x' }]],
  ['pods.tolerations', [{ key: 'a', operator: 'Exists', value: 'x' }]],
  ['pods.tolerations', [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }]],
  ['pods.dnsConfig', { nameservers: ['10.0.0'] }],
  ['pods.dnsConfig', { nameservers: ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4'] }],
  ['pods.dnsConfig', { options: [{ name: 'ndots', value: 'two' }] }],
  ['pods.dnsConfig', { options: [{ name: 'ndots' }] }],
  ['pods.zones', 'always'],
  ['pods.hostNetwork', true],
  ['pods.affinity', { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } }],
  ...[
    { key: 'a', operator: 'In' },
    { key: 'a', operator: 'Exists', values: ['x'] },
    { key: 'a', operator: 'Gt', values: ['1', '2'] },
    { key: 'a', operator: 'Lt', values: ['x'] },
    { key: 'a', operator: 'Lt' },
  ].map((expression): [string, unknown] => [
    'pods.affinity',
    { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } },
  ]),
  ['ecommerce.image', 'ghcr.io/shopfds/ecommerce'],
  ['ecommerce.image', 'ghcr.io/shopfds/ecommerce:stable'],
  ['ecommerce.image', 'registry-1.2.3.example.com:5000/ecommerce:latest'],
  ['ecommerce.image', 'ghcr.io/shopfds/ecommerce:1.2-SNAPSHOT'],
  ['ecommerce.replicas', 0],
  ['ecommerce.replicas', '3'],
  ['edge.hosts.shop.host', 'shop'],
  ['edge.hosts.shop.secret', 'Shop'],
  ['edge.hosts.shop.paths.ecommerce', ['/a//b']],
  ['edge.hosts.shop.paths.ecommerce', ['/metrics']],
  ['edge.hosts.shop.paths.ecommerce', ['/api', '/api/']],
  ['edge.annotations', { 'kubernetes.io/ingress.class': 'nginx' }],
  ['edge.serviceType', 'ExternalName'],
  ['edge.maximumBody', '10'],
  ['edge.replicas', 0],
  ['cluster.edge.kind', 'haproxy'],
  ['cluster.edge.gatewayClass', 'Envoy'],
  ['cluster.certificates.source', 'vault'],
  ['cluster.certificates.issuer.kind', 'Vault'],
  ['ecommerce.egress', [{ cidrs: ['0.0.0.0/0'], ports: [443] }]],
  ['redis.images.redis.tag', '7'],
  ['redis.images.redis.tag', 'feedbac'],
  ['redis.images.redis.digest', 'sha256:0'],
  ['rabbitmq.replicas', 4],
  ['database.architecture', 'replicatd'],
  ['database.synchronous', 'qourum'],
  ['database.maximumReadLag', '16Mi'],
  ['database.readProxy.replicas', 21],
  ['database.storage', '10GB'],
  ['database.resources.cpu', '0'],
  ['database.resources', { cpu: '1' }],
];

/** Wrong only together with other values, or as a quantity. */
const broken: readonly (readonly [string, unknown])[] = [
  ['cluster.operators', ['prometheus', 'keda', 'cert-manager', 'gateway-api']],
  ['cluster.operators', ['prometheus', 'external-secrets', 'keda', 'gateway-api']],
  ['cluster.operators', ['prometheus', 'external-secrets', 'keda', 'cert-manager']],
  ['cluster.certificates', { source: 'none' }],
  ['database.resources.memory', '3Mi'],
  ['database.resources.memory', '255Mi'],
  ['database.resources.memory', '65Ti'],
  ['database.resources.cpuLimit', '1999m'],
  ['database.resources.ephemeralStorage', '1Mi'],
  ['database.sharedMemory', '4097Mi'],
  ['database.storage', '1023Mi'],
  ['database.storage', '15Mi'],
  ['database.storage', '1025Ti'],
  ['database.readProxy.resources.memory', '31Mi'],
  ['database.sidecars.keeper.memory', '1k'],
  ['database.timing.retryTimeoutSeconds', 8],
  ['redis.resources.memory', '63.5Mi'],
  ['redis.storage', '6143Mi'],
  ['redis.minReplicasToWrite', 2],
  ['redis.images.redis.tag', 'v6.2.1'],
  ['rabbitmq.resources.memory', '319Mi'],
  ['rabbitmq.storage', '6143Mi'],
  ['rabbitmq.images.rabbitmq.tag', '3.13.7'],
];

export interface WrongValue {
  readonly path: Path;
  readonly value: unknown;
  readonly values: unknown;
}

const applied = ([path, value]: readonly [string, unknown]): WrongValue => ({
  path: path.split('.'),
  value,
  values: withValue(values('production'), path.split('.'), value),
});

/** The schema refuses them. */
export const wrongValues = wrong.map(applied);

/** The rules refuse them. */
export const brokenRules = [
  ...broken.map(applied),
  {
    path: ['database', 'synchronous'],
    value: 'quorum-strict',
    values: withValue(withValue(values('production'), ['database', 'replicas'], 2), ['database', 'synchronous'], 'quorum-strict'),
  },
];
