import { over } from '../../model';

describe('maps over others', () => {
  it('are combined where both are maps', () => expect(over({ a: { b: 1, c: 2 } }, { a: { c: 3 } })).toEqual({ a: { b: 1, c: 3 } }));

  it('replace lists', () => expect(over({ a: [1, 2] }, { a: [] })).toEqual({ a: [] }));
});
