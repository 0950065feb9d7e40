import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { faultsOf, messageOf, requireValid } from '../../../../constructs/kubernetes/schema/check';
import { agreeing, integer, list, map, must, object, oneOf, optional, text, variant, word } from '../../../../constructs/kubernetes/schema/schema';
import { failure } from '../../fixture';

const size = integer('Number of pods.', 1, 3);
const named = text('Name.', /^[a-z]+$/, 'it must be lower-case letters');
const schema = object({ size, names: optional(list('Names.', named, 1)), by: optional(map('Names by key.', named, named)) });
const faults = (value: unknown) => faultsOf(schema, value).map((fault) => messageOf('', fault));

describe('a fault', () => {
  it.each<[unknown, string]>([
    [{}, 'size is missing; it must be a whole number from 1 to 3'],
    [{ size: undefined }, 'size is missing; it must be a whole number from 1 to 3'],
    [{ size: null }, 'size is null; it must be a whole number from 1 to 3'],
    [{ size: '2' }, 'size is "2"; it must be a whole number from 1 to 3'],
    [{ size: Number.NaN }, 'size is NaN; it must be a whole number from 1 to 3'],
    [{ size: () => 2 }, 'size is a function; it must be a whole number from 1 to 3'],
    [{ size: 2, sizes: 3 }, 'sizes is 3; there is no such setting; it must be one of size, names, by'],
    [{ size: 2, names: [] }, 'names is []; it must be a list of 1 or more'],
    [{ size: 2, names: ['a', 5] }, 'names[1] is 5; it must be lower-case letters'],
    [{ size: 2, names: ['a', 'a'] }, 'names is ["a","a"]; it must not contain duplicates'],
    [{ size: 2, by: { a: 'B' } }, 'by.a is "B"; it must be lower-case letters'],
    [{ size: 2, by: { 'a-b': 'b' } }, `by['a-b'] is an invalid key; it must be lower-case letters`],
    [{ size: 2, by: { 'a ': 'b' } }, `by['a '] is an invalid key; it must be lower-case letters`],
    [{ size: 2, by: { 'a\nb': 'b' } }, 'by["a\\nb"] is an invalid key; it must be lower-case letters'],
    [{ size: 2, by: { "a'b": 'b' } }, 'by["a\'b"] is an invalid key; it must be lower-case letters'],
    [{ size: 2, by: { constructor: 'b' } }, 'by.constructor is an invalid key; JavaScript uses this name; choose another key'],
    [{ size: 2, by: 'a' }, 'by is "a"; it must be an object'],
    [{ size: 2, by: [] }, 'by is []; it must be an object with its keys and values'],
    [{ size: 2, by: new Map([['a', 'b']]) }, 'by is {}; it must be an object with its keys and values'],
    [null, 'the whole value is null; it must be an object with size, names, by'],
  ])('in %j gives the path, the value and what a valid value is', (value, message) => {
    expect(faults(value)[0]).toBe(message);
  });

  it('is reported once for each path', () => {
    expect(faults({ size: 9.5, names: ['A', 'B'] })).toEqual([
      'size is 9.5; it must be a whole number from 1 to 3',
      'names[0] is "A"; it must be lower-case letters',
      'names[1] is "B"; it must be lower-case letters',
    ]);
  });
});

describe('a variant', () => {
  const one = object({ kind: word('One.', 'one'), size });
  const two = object({ kind: word('Two.', 'two'), names: list('Names.', named) });
  const either = variant('kind', ['one', 'two'], [one, two]);

  it('is checked as the object that its key selects', () => {
    expect(faultsOf(either, { kind: 'one', size: 7 }).map(({ path }) => path)).toEqual(['size']);
    expect(faultsOf(either, { kind: 'two', names: [1] }).map(({ path }) => path)).toEqual(['names[0]']);
  });

  it.each([{}, { kind: 'three' }, { kind: null }])('refuses %j at its key', (value) => {
    expect(faultsOf(either, value)).toEqual([expect.objectContaining({ path: 'kind', remedy: 'it must be one of one, two' })]);
  });
});

describe('a rule over several values', () => {
  const range = agreeing(object({ low: size, high: size, unit: oneOf('Unit.', ['s', 'm']) }), ({ low, high }) =>
    must(low <= high, ['low'], `it must be at most high (${high})`),
  );

  it('is violated at the path that it returns', () => {
    expect(faultsOf(object({ range }), { range: { low: 3, high: 2, unit: 's' } })).toEqual([
      { path: 'range.low', value: 3, remedy: 'it must be at most high (2)' },
    ]);
  });

  it('does not run while a single value is invalid', () => {
    expect(faultsOf(range, { low: 3, high: 2, unit: 'h' }).map(({ path }) => path)).toEqual(['unit']);
  });
});

describe('a construct', () => {
  const scope = new Construct(new Construct(new App(), '10-shop'), 'db');

  it('gives its path and the property for each fault', () => {
    expect(failure(() => requireValid(scope, schema, { size: 0, names: ['A'] }))).toBe(
      '10-shop/db: size is 0; it must be a whole number from 1 to 3\n10-shop/db: names[0] is "A"; it must be lower-case letters',
    );
    expect(failure(() => requireValid(scope, size, 0, 'replicas'))).toBe('10-shop/db: replicas is 0; it must be a whole number from 1 to 3');
    expect(failure(() => requireValid(scope, schema, { size: 0 }, 'pool'))).toBe('10-shop/db: pool.size is 0; it must be a whole number from 1 to 3');
  });
});
