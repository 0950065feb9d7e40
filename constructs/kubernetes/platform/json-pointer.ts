// JSON pointers (RFC 6901), the paths of JSON Patch.

/** The pointer of a field or list item below another. */
export const below = (pointer: string, key: string | number): string => `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Whether one pointer is the other, or is below it. */
export const isWithin = (pointer: string, other: string): boolean => pointer === other || pointer.startsWith(`${other}/`);

/** The value at a pointer; undefined if there is none. Only an object's own fields count. */
export const valueAt = (value: unknown, pointer: string): unknown =>
  keysOf(pointer).reduce<unknown>((parent, key) => (isContainer(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined), value);

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
