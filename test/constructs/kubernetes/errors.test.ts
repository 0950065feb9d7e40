import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, requireInteger, requireName, requireQuantity } from '../../../constructs/kubernetes';
import { failure } from '../fixture';

const scope = new Construct(new Construct(new App(), '10-shop'), 'db');

describe('an error', () => {
  it('says where, which property, what value, and what would be right', () => {
    expect(invalid(scope, 'replicas', 1, 'it must be 2').message).toBe('10-shop/db: replicas is 1; it must be 2');
  });
});

describe('a whole number', () => {
  it.each([1, 2, 3])('may be %d of 1 to 3', (value) => {
    expect(() => requireInteger(scope, 'replicas', value, 1, 3)).not.toThrow();
  });

  it.each([0, 4, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d of 1 to 3', (value) => {
    expect(failure(() => requireInteger(scope, 'replicas', value, 1, 3))).toMatch(
      /^10-shop\/db: replicas is \S+; it must be a whole number from 1 to 3$/,
    );
  });

  it('refuses what is too small where there is no upper bound', () => {
    expect(failure(() => requireInteger(scope, 'ttl', 19, 20))).toBe('10-shop/db: ttl is 19; it must be a whole number of at least 20');
  });
});

describe('a quantity', () => {
  it.each(['1', '250m', '0.5', '2Gi', '1.5Ti', '100M', '128974848'])('may be %s', (value) => {
    expect(() => requireQuantity(scope, 'storage', value)).not.toThrow();
  });

  it.each(['', '0', '0Gi', '0.0', '-1', '2GB', '2gi', '2 Gi', 'Gi', '1.', '.5', '1e3', 'NaN'])('refuses %j', (value) => {
    expect(failure(() => requireQuantity(scope, 'storage', value))).toBe(
      `10-shop/db: storage is "${value}"; it must be a quantity above zero, such as '250m' or '2Gi'`,
    );
  });
});

describe('a name', () => {
  it.each(['a', 'shopfds-db', 'a1', 'a--b', 'a'.repeat(63)])('may be %s', (value) => {
    expect(() => requireName(scope, 'name', value)).not.toThrow();
  });

  it.each(['', 'A', '1a', '-a', 'a-', 'a.b', 'a_b', 'a b', 'a\n', '한글', 'a'.repeat(64)])('refuses %j', (value) => {
    expect(failure(() => requireName(scope, 'name', value))).toBe(
      `10-shop/db: name is ${JSON.stringify(value)}; it must be a DNS label: lower-case letters, digits and '-', a letter first, at most 63 characters`,
    );
  });

  it('may be bounded more tightly', () => {
    expect(failure(() => requireName(scope, 'name', 'abcd', 3))).toMatch(/at most 3 characters$/);
  });
});
