// Plain data with maps in them, such as the values of Helm charts.

export type PlainMap = { readonly [key: string]: unknown };

export const isMap = (value: unknown): value is PlainMap => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps over others, as Helm combines values: maps are combined, and of other values the upper one counts. */
export const over = (lower: PlainMap, upper: PlainMap): PlainMap => {
  const combined = Object.entries(upper).map(([key, value]): [string, unknown] => {
    const below = lower[key];
    return [key, isMap(below) && isMap(value) ? over(below, value) : value];
  });
  return { ...lower, ...Object.fromEntries(combined) };
};

/** The value at a path such as 'database.replicas'; undefined if there is none. */
export const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), data);
