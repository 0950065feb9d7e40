import type { Schema } from './schema';

/** The fields of valibot's schemas that are read here. */
interface Known {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Known>>;
  readonly wrapped?: Known;
  readonly default?: unknown;
  readonly key?: string;
  readonly options?: readonly Known[];
  readonly value?: Known;
  readonly item?: Known;
  readonly literal?: unknown;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * The data without empty maps and lists in the places of values that may be missing: both mean the same. Templates of Helm charts cannot tell one
 * from the other, and users of Helm write `labels: {}`.
 */
export const withoutEmpty = <T>(schema: Schema, data: T): T => without(schema as unknown as Known, data) as T;

function without(schema: Known, data: unknown): unknown {
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
      const word = (data as Data)[schema.key ?? ''];
      const option = schema.options?.find(({ entries }) => entries?.[schema.key ?? '']?.literal === word);
      return option ? without(option, data) : data;
    }
    case 'array':
      return Array.isArray(data) && schema.item ? data.map((item) => without(schema.item as Known, item)) : data;
    case 'record':
      return schema.value ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, without(schema.value as Known, value)])) : data;
    default:
      return data;
  }
}

const isOmitted = ({ type, wrapped, default: otherwise }: Known, value: unknown): boolean =>
  type === 'optional' &&
  otherwise === undefined &&
  (wrapped?.type === 'array' || wrapped?.type === 'record') &&
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 0;
