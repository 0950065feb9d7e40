// Sets of values: an environment with some values changed.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Entry, Shape } from '../../../tools/helm/projection/shape';
import { withValue } from '../../../tools/variants/places';

type Data = Readonly<Record<string, unknown>>;

interface Place {
  readonly path: readonly string[];
  readonly entry: Entry;
}

/** Every value that a map of values may have, without those within lists. */
function placesIn(shape: Shape, path: readonly string[] = []): Place[] {
  if (shape.kind === 'variant') return Object.values(shape.objects).flatMap((object) => placesIn(object, path));
  if (shape.kind !== 'object') return [];
  return Object.entries(shape.entries).flatMap(([key, entry]) => [{ path: [...path, key], entry }, ...placesIn(entry.shape, [...path, key])]);
}

/** Paths of all single values that a map of values may have. */
export const singleValues = (shape: Shape): string[] => [
  ...new Set(placesIn(shape).flatMap(({ path, entry }) => (['text', 'number', 'options', 'any'].includes(entry.shape.kind) ? [path.join('.')] : []))),
];

/** Texts that would break YAML or a template if they were not quoted. */
const hostile = ['it is', '{{ .Values.x }}', 'q"uote', "ap'ostrophe", 'a: b', '#c', '%s', '- x', '', 'null', '1e3', 'two\nlines'];

/** Amounts and tags that rules over several values accept. */
const plausible = ['30m', '300m', '2.5', '48Mi', '700Mi', '1200Mi', '3Gi', '9Gi', '4.1-p3', 'v0.20.0', 'v1.91.0', '7.2.17'];

const addresses = ['10.0.0.0/28', '192.0.2.0/24', 'fd00::/64'];

const known = new Map<string, fc.Arbitrary<string>>();

/** It takes fast-check 50 ms to make one, and a platform has few patterns. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  const texts = known.get(pattern.source) ?? fc.stringMatching(pattern, { size: '-1' }).filter((text) => text.length <= 200);
  known.set(pattern.source, texts);
  return texts;
}

function textsFor(path: string, { pattern, minimum }: Extract<Shape, { kind: 'text' }>): fc.Arbitrary<string> {
  if (/cidr/i.test(path)) return fc.constantFrom(...addresses);
  if (!pattern) return fc.constantFrom('10.0.0.10', 'fd00::a');
  const usable = hostile.filter((text) => text.length >= minimum && pattern.test(text));
  const likely = plausible.filter((text) => pattern.test(text));
  if (likely.length > 0) return fc.oneof(fc.constantFrom(...usable, ...likely), matching(pattern));
  return usable.length > 0 ? fc.constantFrom(...usable) : matching(pattern);
}

function valueFor(shape: Shape, path: string): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'any':
      return fc.constantFrom('4', '16Gi', 20);
    case 'text':
      return textsFor(path, shape);
    case 'number':
      return fc.integer({ min: shape.minimum, max: shape.minimum + 4 });
    case 'options':
      return fc.constantFrom(...shape.options);
    case 'object':
      return objectOf(shape.entries, path);
    case 'variant':
      return fc.oneof(...Object.values(shape.objects).map(({ entries }) => objectOf(entries, path)));
    case 'map':
      return fc.dictionary(fc.constantFrom('team', 'example.com/tier', 'a.b', 'ghcr.io', 'docker.io'), valueFor(shape.value, `${path}#`), {
        minKeys: shape.minimum,
        maxKeys: 3,
      });
    case 'list':
      return fc.uniqueArray(valueFor(shape.item, `${path}[]`), { minLength: shape.minimum, maxLength: 3, selector: (item) => JSON.stringify(item) });
  }
}

const objectOf = (entries: Readonly<Record<string, Entry>>, path: string): fc.Arbitrary<Data> =>
  fc.record(Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, maybe(entry, `${path}.${key}`)]))).map(withoutUndefined);

const withoutUndefined = (data: Data): Data => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

const maybe = (entry: Entry, path: string): fc.Arbitrary<unknown> => {
  const value = valueFor(entry.shape, path);
  return entry.optional ? fc.option(value, { nil: undefined, freq: 2 }) : value;
};

/** Changes in one set. */
const mostChanges = 6;

/** Values that are tried in one place. */
const tries = 60;

/** Other data that are tried for a value that the first ones cannot have. */
const others = 12;

/**
 * Random values for each place, one place after another, so that every value that there may be is another one in one of the sets.
 *
 * @param start data to begin with
 */
export function coveringSets(shape: Shape, start: readonly unknown[], isValid: (data: unknown) => boolean, seed: number): unknown[] {
  const sets: unknown[] = [];
  const places = placesIn(shape);
  const left: Place[] = [];
  const changed = (before: unknown, { path, entry }: Place, index: number): unknown =>
    fc
      .sample(valueFor(entry.shape, path.join('.')), { numRuns: tries, seed: seed + index })
      .map((value) => withValue(before, path, value))
      .find((after) => !isDeepStrictEqual(after, before) && isValid(after));
  for (let first = 0; first < places.length; first += mostChanges) {
    const data = places.slice(first, first + mostChanges).reduce<unknown>(
      (before, place, index) => {
        const after = changed(before, place, first + index);
        if (after === undefined) left.push(place);
        return after ?? before;
      },
      start[sets.length % start.length],
    );
    sets.push(data);
  }
  // Those that only another architecture or source has.
  for (const [index, place] of left.entries()) {
    for (let other = 0; other < others; other++) {
      const after = changed(start[(index + other) % start.length], place, places.length + index);
      if (after === undefined) continue;
      sets.push(after);
      break;
    }
  }
  return sets;
}

/**
 * Random sets of values. A change that makes the data invalid is left out.
 *
 * @param start data to begin with
 * @param isValid whether the model and the chart accept the data
 */
export function valueSets(shape: Shape, start: readonly unknown[], isValid: (data: unknown) => boolean): fc.Arbitrary<unknown> {
  const change = fc.constantFrom(...placesIn(shape)).chain(({ path, entry }) => maybe(entry, path.join('.')).map((value) => ({ path, value })));
  return fc.tuple(fc.constantFrom(...start), fc.array(change, { minLength: 1, maxLength: mostChanges })).map(([data, changes]) =>
    changes.reduce<unknown>((before, { path, value }) => {
      const after = withValue(before, path, value);
      return isValid(after) ? after : before;
    }, data),
  );
}
