import { repeatCount, selectRows } from '../../proof/arguments';

const [db, cache, other] = ['shop/db', 'shop/cache', 'other/cache'].map((name) => ({ name }));
const known = [
  { fullName: 'shop/db/drain', component: db },
  { fullName: 'shop/db/lag', component: db },
  { fullName: 'shop/cache/drain', component: cache },
  { fullName: 'other/cache/drain', component: other },
].map(({ fullName, component = { name: '' } }) => ({ fullName, component }));
const names = (args: string[], row?: string) => selectRows(args, row, known).map(({ fullName }) => fullName);

describe('the rows to run', () => {
  test('are all if none is named', () => expect(names([])).toHaveLength(4));

  test('are those on the command line', () => expect(names(['shop/db/drain'])).toEqual(['shop/db/drain']));

  test('are several, separated by commas', () => expect(names(['shop/db/drain,shop/cache/drain'])).toEqual(['shop/db/drain', 'shop/cache/drain']));

  test('are those in ROW, by commas or spaces', () => expect(names([], 'shop/db/drain,lag shop/cache/drain')).toHaveLength(3));

  test('are all rows of a component that is named', () => expect(names([], 'shop/db')).toEqual(['shop/db/drain', 'shop/db/lag']));

  test('are all rows of a platform that is named', () => expect(names([], 'shop')).toHaveLength(3));

  test('may be named by an end that is unique', () => expect(names(['lag'])).toEqual(['shop/db/lag']));

  test('may be named by the end of a component that is unique', () => expect(names(['db'])).toEqual(['shop/db/drain', 'shop/db/lag']));

  test('are listed once if a component and one of its rows are named', () => expect(names([], 'db lag')).toEqual(['shop/db/drain', 'shop/db/lag']));

  test('keep their order', () => expect(names(['lag', 'shop/db/drain'])).toEqual(['shop/db/drain', 'shop/db/lag']));

  test('are refused if the end of a row is not unique', () =>
    expect(() => names(['drain'])).toThrow("'drain' is not unique; it may be shop/db/drain, shop/cache/drain, other/cache/drain"));

  test('are refused if the end of a component is not unique', () =>
    expect(() => names(['cache'])).toThrow("'cache' is not unique; it may be shop/cache, other/cache"));

  test('are refused by name if they do not exist', () =>
    expect(() => names(['drian'])).toThrow("there is no row or component 'drian'; docs/proof.md lists the rows of shop/db, shop/cache, other/cache"));
});

describe('the number of repetitions', () => {
  test('is the full one if none is given', () => expect(repeatCount(undefined, 5)).toBe(5));

  test('is the value of PROOF_REPEAT', () => expect(repeatCount('2', 5)).toBe(2));

  test.each(['0', '1.5', 'many', '101'])('is refused if PROOF_REPEAT is %s', (text) => {
    expect(() => repeatCount(text, 5)).toThrow(`PROOF_REPEAT is '${text}'; it must be a whole number from 1 to 100`);
  });
});
