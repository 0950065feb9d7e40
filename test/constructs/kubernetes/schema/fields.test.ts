import * as addresses from '../../../../constructs/kubernetes/schema/addresses';
import { faultsOf } from '../../../../constructs/kubernetes/schema/check';
import * as fields from '../../../../constructs/kubernetes/schema/fields';
import * as quantities from '../../../../constructs/kubernetes/schema/quantities';
import type { Schema } from '../../../../constructs/kubernetes/schema/schema';

/** Values that a field accepts, and values that it refuses. */
const forms: Readonly<Record<string, { readonly field: Schema; readonly takes: readonly unknown[]; readonly refuses: readonly unknown[] }>> = {
  'a DNS label': {
    field: fields.name(''),
    takes: ['a', 'db-1', 'a'.repeat(63)],
    refuses: ['', '1db', 'Db', '-a', 'db-', 'd.b', 'a_b', 'a b', 'a\n', 'a/b', '한글', 'a'.repeat(64), 5],
  },
  'a DNS subdomain': {
    field: fields.subdomain(''),
    takes: ['ssd', 'ebs.csi.io', '3par'],
    refuses: ['', 'SSD', 'a..b', '-a', 'a_b', 'a'.repeat(254)],
  },
  'a host': {
    field: fields.host(''),
    takes: ['shop.example.com', 'xn--bcher-kva.example', 'shop.xn--p1ai'],
    refuses: [
      'shop',
      'shop.example.com.',
      'https://shop.example.com',
      '*.example.com',
      'shop.example.c',
      'bücher.example',
      'Shop.example.com',
      'a..b.com',
      '10.0.0.1',
      `${'a'.repeat(64)}.com`,
      `${'a.'.repeat(126)}com`,
    ],
  },
  'a host of an Ingress': {
    field: fields.ingressHost(''),
    takes: ['shop.example.com', '*.example.com'],
    refuses: ['*', '*.com', 'a.*.example.com', '*shop.example.com', '*.*.example.com', 'shop', ''],
  },
  CPU: {
    field: quantities.cpu(''),
    takes: ['1', '250m', '0.5', '2.25', '0010m'],
    refuses: ['', '0', '0m', '0.0', '-1', '1k', '.5', '1.', '1e3', '0.5m', '1 ', 'NaN', '2Gi', '250M', 1],
  },
  'a quantity of bytes': {
    field: quantities.bytes(''),
    takes: ['1Gi', '512Mi', '0.5Gi', '100k'],
    refuses: ['', '0', '1', '0Gi', '1GB', '1gi', '-1Gi', '1 Gi', '1.Gi', '.5Gi', '1e3', '2K', '512m', '128974848', '1Gi\n', 512],
  },
  'a duration': {
    field: fields.duration(''),
    takes: ['1h', '90s', '1h30m', '10m'],
    refuses: ['', '0s', '0h0m', 'hourly', '1', '1d', 'h', '-1h', '30m1h'],
  },
  'a port': { field: fields.port(''), takes: [1, 443, 65_535], refuses: [0, -1, 65_536, 0.5, Number.NaN, '443', null] },
  'a range of addresses': {
    field: addresses.cidr(''),
    takes: ['10.0.0.0/28', '10.1.2.3/32', '0.0.0.0/0', 'fd00::/64', '::/0', '2001:db8::1/128'],
    refuses: [
      '',
      '10.0.0.0',
      '10.0.0.0/33',
      '1.2.3.4/0',
      '10.0.0.1/28',
      '256.0.0.0/8',
      '010.0.0.0/8',
      'fd00::1/64',
      'fd00::/129',
      'fd00:::/16',
      'api.example.com/32',
    ],
  },
  "a range of one peer's addresses": {
    field: addresses.range(''),
    takes: ['10.0.0.0/8', '10.0.0.0/28', 'fd00::/16', 'fd00::/64', '::ffff:a00:0/104'],
    refuses: [
      '0.0.0.0/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '10.0.0.0/7',
      '::/0',
      '0::/0',
      '::0/0',
      '0:0:0:0:0:0:0:0/0',
      '::/1',
      '8000::/1',
      'fc00::/7',
      '::ffff:0:0/96',
    ],
  },
  'an address': {
    field: addresses.address(''),
    takes: ['10.0.0.10', '169.254.20.10', '::1', 'fd00::a'],
    refuses: ['', '10.0.0', '10.0.0.256', ':::', '1:2:3:4:5:6:7:8:9', 'dns'],
  },
  'a label that selects': {
    field: fields.selectingLabels(''),
    takes: [{ app: 'x' }, { 'k8s-app': 'kube-dns' }, { 'example.com/team': '' }, { a: 'A_b.c-1' }],
    refuses: [
      {},
      [],
      null,
      'app=x',
      { 'a b': 'x' },
      { app: 'a b' },
      { app: 1 },
      { app: undefined },
      { '-a': 'x' },
      { app: 'x'.repeat(64) },
      { 'UPPER.com/x': 'y' },
    ],
  },
  'an added label': {
    field: fields.addedLabels(''),
    takes: [{}, { release: 'kube-prometheus-stack' }],
    refuses: [
      { 'app.kubernetes.io/name': 'mine' },
      { role: 'primary' },
      { 'statefulset.kubernetes.io/pod-name': 'a' },
      { 'job-name': 'a' },
      { 'controller-uid': 'a' },
      { 'batch.kubernetes.io/job-name': 'a' },
      { 'batch.kubernetes.io/controller-uid': 'a' },
    ],
  },
  'an added annotation': {
    field: fields.addedAnnotations(''),
    takes: [{}, { 'example.com/note': 'any: text, {really}' }, { a: 'two\nlines\n\tmore' }, { a: 'x'.repeat(131_071) }],
    refuses: [
      { 'checksum/redis.conf': 'x' },
      { 'a b': 'x' },
      { a: '\r' },
      { a: 'x'.repeat(131_072) },
      { a: '한'.repeat(50_000) },
      { a: '\u0007' },
      { a: '\u2028' },
      { a: 1 },
    ],
  },
  'a volume': { field: quantities.volume(''), takes: ['16Mi', '1Gi', '64Ti'], refuses: ['15Mi', '1k', '9999999999Ti', '10', 10] },
  'an image of the catalogue': {
    field: fields.catalogueImage('', { repository: 'docker.io/library/redis', version: '7.2.4' }),
    takes: [{}, { tag: '7.2.4' }, { digest: `sha256:${'a'.repeat(64)}` }, { tag: '7.2.4', digest: `sha256:${'0'.repeat(64)}` }],
    refuses: [{ digest: '' }, { digest: 'a'.repeat(64) }, { digest: `sha256:${'A'.repeat(64)}` }, { digest: `sha256:${'a'.repeat(63)}` }],
  },
  "an image's tag": {
    field: fields.tag(''),
    takes: ['4.1-p2', 'v1.90.0', '2024-05-01'],
    refuses: ['7', 'stable', '20-bookworm-slim', '', '-1', 'a/b', 'a:b', 'x'.repeat(129)],
  },
  'an image': {
    field: fields.image(''),
    takes: [
      'ghcr.io/shopfds/ecommerce:1.0.0',
      'registry.example.com:5000/a/b:1.0',
      'registry.example.com:65535/a:1.0',
      'redis:7.2',
      `shop@sha256:${'a'.repeat(64)}`,
      `shop:1@sha256:${'a'.repeat(64)}`,
    ],
    refuses: [
      '',
      'shop:stable',
      'registry.example.com:65536/a:1.0',
      'registry.example.com:0/a:1.0',
      'registry.example.com:5000/a/b:1',
      'shop',
      'ghcr.io/shop/app',
      'Shop:1',
      'shop:',
      ':1',
      'shop: 1',
      'shop:1 ',
      'app:1\n',
      'app:1:2',
      'app:-1',
      'a..b/app:1',
      '/app:1',
      'shop@sha256:abc',
      'http://shop:1',
      'shop//x:1',
      `app@sha256:${'a'.repeat(64)}:1`,
    ],
  },
  "a registry's host": {
    field: fields.registry(''),
    takes: ['docker.io', 'localhost', 'localhost:5000', 'registry:5000', 'registry.example.com:65535'],
    refuses: ['', 'mirror', 'r..example.com', 'registry.example.com:0', 'registry.example.com:65536', 'docker.io/library', 'Docker.io'],
  },
  'a mirror': {
    field: fields.mirror(''),
    takes: ['registry.example.com', 'registry.example.com/docker-hub', 'localhost:5000/a/b', 'registry:5000/a'],
    refuses: ['', 'mirror', 'mirror/library', 'r..example.com', 'registry.example.com:65536/a', 'registry.example.com/', 'registry.example.com/A'],
  },
  "a Secret's key": {
    field: fields.secretKey(''),
    takes: [
      { secret: 'db', key: 'password' },
      { secret: 'db.example', key: '.dockerconfigjson' },
    ],
    refuses: [
      {},
      { secret: 'db' },
      { secret: 'DB', key: 'x' },
      { secret: 'db', key: '' },
      { secret: 'db', key: '..' },
      { secret: 'db', key: 'a/b' },
      'db',
      { secret: 'db', key: 'x', more: 1 },
    ],
  },
  resources: {
    field: quantities.resources(''),
    takes: [
      { cpu: '1', memory: '1Gi' },
      { cpu: '1', memory: '1Gi', cpuLimit: '2', ephemeralStorage: '1Gi' },
      { cpu: '1', memory: '1Gi', cpuLimit: '1000m' },
      { cpu: '1', memory: '4Mi', ephemeralStorage: '16Mi' },
      { cpu: '1', memory: '64Ti' },
    ],
    refuses: [
      { cpu: '1', memory: '3Mi' },
      { cpu: '1', memory: '65Ti' },
      { cpu: '1', memory: '9999999999Ti' },
      { cpu: '1', memory: '1Gi', ephemeralStorage: '1Mi' },
      { cpu: '1', memory: '1Gi', ephemeralStorage: '9999999999Ti' },
      {},
      { cpu: '1' },
      { cpu: 1, memory: '1Gi' },
      { cpu: '1', memory: '1' },
      { cpu: '1', memory: '1Gi', limits: {} },
      { cpu: '1', memory: '1Gi', cpuLimit: '999m' },
    ],
  },
};

describe.each(Object.entries(forms))('%s', (_, { field, takes, refuses }) => {
  it.each(takes.map((value) => [value]))('may be %j', (value) => {
    expect(faultsOf(field, value)).toEqual([]);
  });

  it.each(refuses.map((value) => [value]))('may not be %j, and the error says what a valid value is', (value) => {
    const [fault] = faultsOf(field, value);
    expect(fault?.remedy).toMatch(/^(it must|there is no such setting|Ballast )/);
  });
});
