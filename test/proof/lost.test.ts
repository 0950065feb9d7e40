import { countMissing } from '../../proof/lost';

describe('lost writes', () => {
  const write = (id: number, client = 'libpq') => ({ run: 'r', client, id });

  test('are acknowledged writes that the store does not have', () =>
    expect(countMissing([write(1), write(2), write(3)], [write(1), write(3)])).toBe(1));

  test('are none if the store has more than was acknowledged', () => expect(countMissing([write(1)], [write(1), write(2)])).toBe(0));

  test('of one client are not replaced by those of another', () => expect(countMissing([write(1)], [write(1, 'node-postgres')])).toBe(1));
});
