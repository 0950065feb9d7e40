// Finds the places of values in plain data, and replaces the value at one of them.

export type Path = readonly (string | number)[];

/** Paths of all values of the data: leaves, objects, lists, and the data itself. */
export const pathsOf = (data: unknown): Path[] => {
  if (typeof data !== 'object' || data === null) return [[]];
  return [[], ...Object.entries(data).flatMap(([key, item]) => pathsOf(item).map((path) => [Array.isArray(data) ? Number(key) : key, ...path]))];
};

/** The data with another value at a path. Missing objects on the path are added. */
export function withValue(data: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(data)) return data.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const fields = (data ?? {}) as Record<string, unknown>;
  return { ...fields, [key]: withValue(fields[key], rest, value) };
}
