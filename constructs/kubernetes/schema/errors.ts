import type { Construct } from 'constructs';

/**
 * An error with the path, the value, and what a valid value is.
 *
 * @param scope the construct that got the value (the error names its path), or a text in place of the path
 */
export const invalid = (scope: Construct | string, property: string, value: unknown, right: string): Error =>
  new Error(
    `${typeof scope === 'string' ? scope : scope.node.path}: ${property} is ${typeof value === 'number' ? value : JSON.stringify(value)}; ${right}`,
  );
