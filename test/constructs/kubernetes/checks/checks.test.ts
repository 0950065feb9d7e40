import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, type SecretKey, secret } from '../../../../constructs/kubernetes';
import {
  requireBytes,
  requireCidr,
  requireCpu,
  requireDomain,
  requireHost,
  requireImage,
  requireInteger,
  requireName,
  requirePort,
  requireSecretKey,
  requireTag,
} from '../../../../constructs/kubernetes/checks/checks';
import { failure } from '../../fixture';

const scope = new Construct(new Construct(new App(), '10-shop'), 'db');

describe('an error', () => {
  it('says where, which property, what value, and what would be right', () => {
    expect(invalid(scope, 'replicas', 1, 'it must be 2').message).toBe('10-shop/db: replicas is 1; it must be 2');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('shows the value %d, which JSON does not know', (value) => {
    expect(invalid(scope, 'replicas', value, 'it must be 2').message).toBe(`10-shop/db: replicas is ${value}; it must be 2`);
  });

  it('shows text in quotes, on one line', () => {
    expect(invalid(scope, 'host', 'a"b\n', 'it must be right').message).toBe('10-shop/db: host is "a\\"b\\n"; it must be right');
  });
});

describe('a whole number', () => {
  it.each([1, 2, 3])('may be %d of 1 to 3', (value) => {
    expect(() => requireInteger(scope, 'replicas', value, 1, 3)).not.toThrow();
  });

  it.each([0, 4, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d of 1 to 3', (value) => {
    expect(failure(() => requireInteger(scope, 'replicas', value, 1, 3))).toBe(
      `10-shop/db: replicas is ${value}; it must be a whole number from 1 to 3`,
    );
  });

  it('goes up to what 32 bits hold where nothing is said', () => {
    expect(() => requireInteger(scope, 'ttl', 2_147_483_647, 20)).not.toThrow();
    expect(failure(() => requireInteger(scope, 'ttl', 2_147_483_648, 20))).toBe(
      '10-shop/db: ttl is 2147483648; it must be a whole number from 20 to 2147483647',
    );
  });

  it.each([1, 443, 65_535])('may be port %d', (value) => {
    expect(() => requirePort(scope, 'port', value)).not.toThrow();
  });

  it.each([0, -1, 65_536, 0.5, Number.NaN])('refuses port %d', (value) => {
    expect(failure(() => requirePort(scope, 'port', value))).toBe(`10-shop/db: port is ${value}; it must be a whole number from 1 to 65535`);
  });
});

interface TextCheck {
  readonly check: (scope: Construct, property: string, value: string) => void;
  readonly must: string;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const digest = `sha256:${'0'.repeat(64)}`;

const texts: Readonly<Record<string, TextCheck>> = {
  'a quantity of CPU': {
    check: requireCpu,
    must: "it must be a quantity of CPU above zero, such as '250m' or '2'",
    right: ['1', '250m', '0.5', '64'],
    wrong: ['', '0', '0m', '0.0', '-1', '1.', '.5', '1e3', '1 ', 'NaN', '2Gi', '1k', '250M'],
  },
  'a quantity of bytes': {
    check: requireBytes,
    must: "it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'",
    right: ['2Gi', '1.5Ti', '100M', '512Ki', '1k', '0.5Gi'],
    wrong: ['', '0', '0Gi', '-1Gi', '2GB', '2gi', '2 Gi', 'Gi', '1.Gi', '.5Gi', '1e3', '2K', '512m', '128974848', '1Gi\n'],
  },
  'a name': {
    check: requireName,
    must: "it must be a DNS label: lower-case letters, digits and '-', a letter first, at most 63 characters",
    right: ['a', 'shopfds-db', 'a1', 'a--b', 'a'.repeat(63)],
    wrong: ['', 'A', '1a', '-a', 'a-', 'a.b', 'a_b', 'a b', 'a\n', 'a/b', '한글', 'a'.repeat(64)],
  },
  'a domain': {
    check: requireDomain,
    must: "it must be a DNS domain such as 'cluster.local'",
    right: ['cluster.local', 'local', 'k8s.example.com', '1a.b', `${'a'.repeat(63)}.b`],
    wrong: ['', '.', 'a.', '.a', 'a..b', 'a b', 'A.b', '-a.b', 'a-.b', 'cluster.local\n  maxconn 1', `${'a'.repeat(64)}.b`, `${'a.'.repeat(126)}ab`],
  },
  'a host': {
    check: requireHost,
    must: "it must be a DNS name such as 'shop.example.com'",
    right: ['shop.example.com', 'a.kr', '1.example.com', `${'a.'.repeat(125)}com`],
    wrong: [
      '',
      'localhost',
      '*.example.com',
      'Shop.example.com',
      'a..b.com',
      'a.com.',
      '10.0.0.1',
      `${'a'.repeat(64)}.com`,
      `${'a.'.repeat(126)}com`,
    ],
  },
  "an image's tag": {
    check: requireTag,
    must: "it must be an image's tag, such as '4.1-p2'",
    right: ['4.1-p2', '1', 'v0.19.1', '_', 'A', 'a'.repeat(128)],
    wrong: ['', 'a b', '-a', '.a', 'a/b', 'a:b', 'a@b', 'a\n', 'a'.repeat(129)],
  },
  'an image': {
    check: requireImage,
    must: "it must be an image with its tag or digest, such as 'ghcr.io/shopfds/ecommerce:1.0.0'",
    right: [
      'ghcr.io/shopfds/ecommerce:1.0.0',
      'nginx:1',
      'registry.example.com:5000/app:2',
      'localhost:5000/a/b-c/d_e/f__g:2',
      `ghcr.io/shop/app@${digest}`,
      `ghcr.io/shop/app:1.0.0@${digest}`,
    ],
    wrong: [
      '',
      'nginx',
      'ghcr.io/shop/app',
      'registry.example.com:5000/app',
      'nginx:',
      ':1',
      'Shop:1',
      'ghcr.io/a b:1',
      'ghcr.io//app:1',
      '/app:1',
      'app/:1',
      'a..b/app:1',
      'app:1:2',
      'app:1/b',
      'app:-1',
      'app:1\n',
      'https://ghcr.io/app:1',
      'app@sha256:abc',
      `app@${digest}:1`,
    ],
  },
  'a range of addresses': {
    check: requireCidr,
    must: "it must be a range such as '10.0.0.0/28'",
    right: ['10.0.0.0/28', '10.1.0.1/32', '0.0.0.0/0', '255.255.255.255/9'],
    wrong: ['', '10.1.0.0', '10.1.0.0/33', '10.1.0.256/24', '10.1.0/24', '10.1.0.0/', '10.1.0.0/-1', 'fd00::/8', 'api.example.com', '10.1.0.0/24\n'],
  },
};

describe.each(Object.entries(texts))('%s', (_, { check, must, right, wrong }) => {
  it.each(right)('may be %j', (value) => {
    expect(() => check(scope, 'the value', value)).not.toThrow();
  });

  it.each(wrong)('refuses %j', (value) => {
    expect(failure(() => check(scope, 'the value', value))).toBe(`10-shop/db: the value is ${JSON.stringify(value)}; ${must}`);
  });
});

describe('a name', () => {
  it('may be bounded more tightly', () => {
    expect(() => requireName(scope, 'name', 'abc', 3)).not.toThrow();
    expect(failure(() => requireName(scope, 'name', 'abcd', 3))).toMatch(/at most 3 characters$/);
  });
});

describe("a reference to a Secret's key", () => {
  it.each([secret('db'), secret('app.v2', 'a.b_c-D'), secret('1', '.hidden'), secret(`${'a.'.repeat(126)}a`, 'k'.repeat(253))])(
    'may be %j',
    (key) => {
      expect(() => requireSecretKey(scope, 'superuser', key)).not.toThrow();
    },
  );

  it.each<[SecretKey, string]>([
    ...['', 'DB', 'a/b', 'a_b', '.a', 'a.', 'a..b', 'a b', `${'a.'.repeat(127)}a`].map((name): [SecretKey, string] => [
      secret(name),
      `the Secret of superuser is ${JSON.stringify(name)}; it must be a Secret's name`,
    ]),
    ...['', 'a/b', 'a b', '한글', '.', '..', '..data', 'k'.repeat(254)].map((key): [SecretKey, string] => [
      secret('db', key),
      `the key of superuser is ${JSON.stringify(key)}; it must be letters, digits, '-', '_' and '.', not '.', nor '..' first`,
    ]),
  ])('refuses %j', (key, message) => {
    expect(failure(() => requireSecretKey(scope, 'superuser', key))).toBe(`10-shop/db: ${message}`);
  });
});
