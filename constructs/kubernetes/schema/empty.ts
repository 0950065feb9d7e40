import type { KnownSchema } from './known';
import type { Schema } from './schema';

type Data = Readonly<Record<string, unknown>>;

/**
 * The data without empty maps and lists in the places of values that may be missing: both mean the same. Templates of Helm charts cannot tell one
 * from the other, and users of Helm write `labels: {}`.
 */
export const withoutEmpty = <T>(schema: Schema, data: T): T => without(schema as unknown as KnownSchema, data) as T;

function without(schema: KnownSchema, data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  switch (schema.type) {
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
          const entry = schema.entries?.[key];
          return entry && isOmitted(entry, value) ? [] : [[key, entry ? without(entry.wrapped ?? entry, value) : value]];
        }),
      );
    case 'variant': {
      const key = String(schema.key);
      const options = schema.options as readonly KnownSchema[];
      const option = options.find(({ entries }) => entries?.[key]?.literal === (data as Data)[key]);
      return option ? without(option, data) : data;
    }
    case 'array':
      return Array.isArray(data) && schema.item ? data.map((item) => without(schema.item as KnownSchema, item)) : data;
    case 'record':
      return schema.value ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, without(schema.value as KnownSchema, value)])) : data;
    default:
      return data;
  }
}

const isOmitted = ({ type, wrapped, default: otherwise }: KnownSchema, value: unknown): boolean =>
  type === 'optional' &&
  otherwise === undefined &&
  (wrapped?.type === 'array' || wrapped?.type === 'record') &&
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 0;
