import * as v from 'valibot';
import { object, text, variant, word } from '../schema/schema';

/** One change of a manifest, as in RFC 6902 (JSON Patch). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

const path = text('JSON pointer of the field.', /^(\/([^/~]|~[01])+)+$/, "it must be a JSON pointer such as '/spec/replicas'", 1024);

const value = v.custom<unknown>((given) => isJson(given), 'it must be plain JSON without null: text, a number, true, false, a list or an object');

/** A list may repeat an operation: two equal items may be appended. */
export const patchOperations = v.array(
  variant(
    'op',
    ['add', 'replace', 'remove'],
    [
      object({ op: word('Adds a field or list item, or replaces a field.', 'add'), path, value }),
      object({ op: word('Replaces a field or list item.', 'replace'), path, value }),
      object({ op: word('Removes a field or list item.', 'remove'), path }),
    ],
  ),
  'it must be a list of operations, such as { op, path, value }',
);

/** Without null, because the API server drops fields that are null. The depth is limited because an object may refer to itself. */
function isJson(given: unknown, depth = 0): boolean {
  if (typeof given === 'string' || typeof given === 'boolean') return true;
  if (typeof given === 'number') return Number.isFinite(given);
  if (typeof given !== 'object' || given === null || depth > 100) return false;
  return (Array.isArray(given) || isPlain(given)) && Object.values(given).every((each) => isJson(each, depth + 1));
}

/** No instance of a class, such as Quantity. */
function isPlain(given: object): boolean {
  const prototype = Object.getPrototypeOf(given);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
