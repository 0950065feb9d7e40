import type { Construct } from 'constructs';
import { messageOf } from './check';

/**
 * An error with the path, the value, and what a valid value is.
 *
 * @param scope the construct that got the value (the error names its path), or a text in place of the path
 */
export const invalid = (scope: Construct | string, property: string, value: unknown, right: string): Error =>
  new Error(messageOf(typeof scope === 'string' ? scope : scope.node.path, { path: property, value, remedy: right }));
