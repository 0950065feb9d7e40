import type { Construct } from 'constructs';

/**
 * An error that says where, what value, and what would be right.
 *
 * @param scope the construct that was given the value; the error names its path
 */
export function invalid(scope: Construct, property: string, value: unknown, right: string): Error {
  return new Error(`${scope.node.path}: ${property} is ${JSON.stringify(value)}; ${right}`);
}

/** Throws unless the value is a whole number within the bounds, both included. */
export function requireInteger(scope: Construct, property: string, value: number, minimum: number, maximum = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    const bounds = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    throw invalid(scope, property, value, `it must be a whole number ${bounds}`);
  }
}

const quantityPattern = /^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi)?$/;

/** Throws unless the value is a Kubernetes quantity above zero, such as '250m' or '2Gi'. */
export function requireQuantity(scope: Construct, property: string, value: string): void {
  if (!quantityPattern.test(value) || Number.parseFloat(value) === 0) {
    throw invalid(scope, property, value, "it must be a quantity above zero, such as '250m' or '2Gi'");
  }
}

const namePattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Throws unless the value can name a Kubernetes object, a Service among them (a DNS label of RFC 1035). */
export function requireName(scope: Construct, property: string, value: string, maximum = 63): void {
  if (!namePattern.test(value) || value.length > maximum) {
    throw invalid(
      scope,
      property,
      value,
      `it must be a DNS label: lower-case letters, digits and '-', a letter first, at most ${maximum} characters`,
    );
  }
}
