import type { Construct } from 'constructs';
import type { SecretKey } from '../workload/secrets';
import { invalid } from './errors';

/** Throws unless the value is a whole number within the bounds, both included. */
export function requireInteger(scope: Construct, property: string, value: number, minimum: number, maximum = 2 ** 31 - 1): void {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw invalid(scope, property, value, `it must be a whole number from ${minimum} to ${maximum}`);
  }
}

/** Throws unless the value is one of those known: at synth nobody checks types. */
export function requireOneOf(scope: Construct | string, property: string, value: string | number, known: readonly (string | number)[]): void {
  if (!known.includes(value)) throw invalid(scope, property, value, `it must be one of ${known.join(', ')}`);
}

/** Throws unless the value is the number of a TCP port. */
export const requirePort = (scope: Construct, property: string, value: number): void => requireInteger(scope, property, value, 1, 65535);

/** Throws unless the value is a quantity of CPU above zero, such as '250m' or '2'. */
export const requireCpu = (scope: Construct, property: string, value: string): void =>
  requirePattern(scope, property, value, /^(?=.*[1-9])[0-9]+(\.[0-9]+)?m?$/, "it must be a quantity of CPU above zero, such as '250m' or '2'");

/** Throws unless the value is a quantity of bytes above zero with a unit, such as '512Mi'. Without one, or with m, it would be next to nothing. */
export const requireBytes = (scope: Construct, property: string, value: string): void =>
  requirePattern(
    scope,
    property,
    value,
    /^(?=.*[1-9])[0-9]+(\.[0-9]+)?(k|Ki|M|Mi|G|Gi|T|Ti)$/,
    "it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'",
  );

/** Throws unless the value can name a Kubernetes object, a Service among them (a DNS label of RFC 1035). */
export function requireName(scope: Construct, property: string, value: string, maximum = 63): void {
  const right = `it must be a DNS label: lower-case letters, digits and '-', a letter first, at most ${maximum} characters`;
  requirePattern(scope, property, value, /^[a-z]([-a-z0-9]*[a-z0-9])?$/, right, maximum);
}

const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';

/** Throws unless the value is a DNS domain, such as 'cluster.local'. */
export const requireDomain = (scope: Construct, property: string, value: string): void =>
  requirePattern(scope, property, value, new RegExp(`^${label}(\\.${label})*$`), "it must be a DNS domain such as 'cluster.local'", 253);

/** Throws unless the value is the full name of a host, such as 'shop.example.com'. */
export const requireHost = (scope: Construct, property: string, value: string): void =>
  requirePattern(scope, property, value, new RegExp(`^(${label}\\.)+[a-z]{2,63}$`), "it must be a DNS name such as 'shop.example.com'", 253);

const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const part = '[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*';

/** Throws unless the value is an image's tag. */
export const requireTag = (scope: Construct, property: string, value: string): void =>
  requirePattern(scope, property, value, new RegExp(`^${tag}$`), "it must be an image's tag, such as '4.1-p2'");

/** Throws unless the value names an image with a tag or a digest. */
export const requireImage = (scope: Construct, property: string, value: string): void =>
  requirePattern(
    scope,
    property,
    value,
    new RegExp(`^(${part}(:[0-9]+)?/)?${part}(/${part})*(:${tag}|(:${tag})?@sha256:[0-9a-f]{64})$`),
    "it must be an image with its tag or digest, such as 'ghcr.io/shopfds/ecommerce:1.0.0'",
  );

/** Throws unless the value is an IPv4 range, such as '10.0.0.0/28'. */
export function requireCidr(scope: Construct, property: string, value: string): void {
  const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
  requirePattern(scope, property, value, new RegExp(`^(${octet}\\.){3}${octet}/(3[0-2]|[12]?[0-9])$`), "it must be a range such as '10.0.0.0/28'");
}

/** Throws unless the reference can be one to a Secret's key. */
export function requireSecretKey(scope: Construct, property: string, { secret, key }: SecretKey): void {
  requirePattern(scope, `the Secret of ${property}`, secret, new RegExp(`^${label}(\\.${label})*$`), "it must be a Secret's name", 253);
  requirePattern(
    scope,
    `the key of ${property}`,
    key,
    /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/,
    "it must be letters, digits, '-', '_' and '.', not '.', nor '..' first",
    253,
  );
}

function requirePattern(scope: Construct, property: string, value: string, pattern: RegExp, right: string, maximum = Number.POSITIVE_INFINITY): void {
  if (!pattern.test(value) || value.length > maximum) throw invalid(scope, property, value, right);
}
