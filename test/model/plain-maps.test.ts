import { over, valueAt } from '../../model';

describe('maps over others', () => {
  it('are combined where both are maps', () => expect(over({ a: { b: 1, c: 2 } }, { a: { c: 3 } })).toEqual({ a: { b: 1, c: 3 } }));

  it('replace lists', () => expect(over({ a: [1, 2] }, { a: [] })).toEqual({ a: [] }));
});

describe('the value at a path', () => {
  it.each([
    ['a.b', 1],
    ['a', { b: 1 }],
    ['a.c', undefined],
    ['a.b.c', undefined],
  ])('%s', (path, value) => expect(valueAt({ a: { b: 1 } }, path)).toEqual(value));
});
