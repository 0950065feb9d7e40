import { toJsonSchema } from '@valibot/to-json-schema';
import { schema } from '../../../../charts/shopfds/schema';

/** Every schema of a value within a JSON Schema. */
const leaves = (value: unknown): { pattern?: unknown }[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(leaves);
  return 'type' in value && ['string', 'number', 'integer', 'boolean'].includes(String(value.type))
    ? [value as { pattern?: unknown }, ...below]
    : below;
};

describe('the schema of an environment', () => {
  // Rules over several values have no JSON Schema; the platform checks them when it renders.
  const converted = toJsonSchema(schema, { errorMode: 'ignore' });

  it('becomes a JSON Schema, which refuses settings that do not exist', () => {
    expect(converted).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: expect.arrayContaining(['cluster', 'secrets', 'database', 'redis', 'rabbitmq', 'edge', 'ecommerce']),
    });
  });

  it('has only patterns that RE2 supports: no look-around, no back references', () => {
    const patterns = leaves(converted).flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
    expect(patterns.length).toBeGreaterThan(20);
    expect(patterns.filter((pattern) => /\(\?[=!<]|\\[1-9]/.test(pattern))).toEqual([]);
  });
});
