import type { Construct } from 'constructs';

/**
 * An error that says where, what value, and what would be right.
 *
 * @param scope the construct that was given the value, whose path the error names, or what else was given it
 */
export const invalid = (scope: Construct | string, property: string, value: unknown, right: string): Error =>
  new Error(
    `${typeof scope === 'string' ? scope : scope.node.path}: ${property} is ${typeof value === 'number' ? value : JSON.stringify(value)}; ${right}`,
  );
