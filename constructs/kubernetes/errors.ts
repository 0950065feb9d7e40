import type { Construct } from 'constructs';

/**
 * An error that says where, what value, and what would be right.
 *
 * @param scope the construct that was given the value; the error names its path
 */
export const invalid = (scope: Construct, property: string, value: unknown, right: string): Error =>
  new Error(`${scope.node.path}: ${property} is ${typeof value === 'number' ? value : JSON.stringify(value)}; ${right}`);
