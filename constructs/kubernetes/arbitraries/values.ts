// Random values: mostly valid, often at a boundary, sometimes invalid.
import fc from 'fast-check';

/** Valid values, except for about one in `share`. */
export const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>, share = 60): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: right, weight: share - 1 }, { arbitrary: wrong, weight: 1 });

export const of = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Plain objects, as environments are. */
export const record = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
export const dictionary = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxKeys: number) =>
  fc.dictionary(key, value, { maxKeys, noNullPrototype: true });

export const wrongNumber = of(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 0.5, 1e21, 2 ** 31, 2 ** 53);
export const wrongText = fc.oneof(
  of('', ' ', 'a b', '../x', 'UPPER', '한글', '$(HOME)', 'a'.repeat(300), 'true', '\n', '-', '"', '{}'),
  fc.string({ maxLength: 12 }),
);
/** Never empty, because the constructs library refuses empty ids. Some equal names that a database derives for its own objects. */
export const wrongId = fc
  .oneof(of('Default', 'x'.repeat(53), '1a', 'a.b', 'a/b', 'db-rw', 'db-ro', 'db-pods', 'db-0'), wrongText)
  .filter((text) => text !== '');

export const quantity = (...right: readonly string[]) =>
  mostly(of(...right), fc.oneof(of('0', '-1', '1e3', '1Gib', '00', '1.5.5', '512m', '128974848', '2Gi'), wrongText));
export const resources = record({ cpu: quantity('50m', '1', '0.5'), memory: quantity('256Mi', '1Gi', '0.5Gi') });
export const port = mostly(of(443, 1, 65535), fc.oneof(of(65536), wrongNumber));

/** Some references name Secrets of other roles. */
export const secretKey = (...right: readonly string[]) =>
  record({
    secret: mostly(of(...right), fc.oneof(of('shared', 'db-replication', 'shop-owner', 'DB', 'a/b', 'a_b', '.a'), wrongText)),
    key: mostly(of('password', 'uri', 'a.b_c-d'), fc.oneof(of('a/b', '.', '..', '..a'), wrongText)),
  });
