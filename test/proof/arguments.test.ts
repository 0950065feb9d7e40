import { repeatCount, selectRows } from '../../proof/arguments';
import { chooseNodes } from '../../proof/nodes';
import { rows } from '../../proof/rows';

const [db, cache] = [{ name: 'db' }, { name: 'cache' }];
const known = [
  { name: 'drain', component: db },
  { name: 'node-loss', component: db },
  { name: 'cache-drain', component: cache },
];
const names = (args: string[], row?: string) => selectRows(args, row, known).map(({ name }) => name);

describe('the rows to run', () => {
  test('are all if none is named', () => expect(names([])).toEqual(['drain', 'node-loss', 'cache-drain']));

  test('are those on the command line', () => expect(names(['node-loss'])).toEqual(['node-loss']));

  test('are those in ROW, by commas or spaces', () => expect(names([], 'drain,node-loss cache-drain')).toHaveLength(3));

  test('are all rows of a component that is named', () => expect(names([], 'db')).toEqual(['drain', 'node-loss']));

  test('are listed once if a component and one of its rows are named', () => expect(names([], 'db drain')).toEqual(['drain', 'node-loss']));

  test('keep their order', () => expect(names(['node-loss', 'drain'])).toEqual(['drain', 'node-loss']));

  test('are refused by name if they do not exist', () => expect(() => names(['drian'])).toThrow("there is no row 'drian'"));

  test('are listed in the error for a row that does not exist', () => expect(() => names(['drian'])).toThrow('  cache\n  drain'));
});

describe('the number of repetitions', () => {
  test('is the full one if none is given', () => expect(repeatCount(undefined, 5)).toBe(5));

  test('is the value of PROOF_REPEAT', () => expect(repeatCount('2', 5)).toBe(2));

  test.each(['0', '1.5', 'many', '101'])('is refused if PROOF_REPEAT is %s', (text) => {
    expect(() => repeatCount(text, 5)).toThrow(`PROOF_REPEAT is '${text}'; it must be a whole number from 1 to 100`);
  });
});

describe('the nodes', () => {
  test('of an unknown kind are refused', () =>
    expect(() => chooseNodes('/nowhere', 'minikube')).toThrow("PROOF_NODES is 'minikube'; it must be 'test-cluster' or 'kind'"));

  test('of the test cluster are refused if it does not exist', () =>
    expect(() => chooseNodes('/nowhere/project', 'test-cluster')).toThrow('/nowhere/shared/cluster/cluster does not exist'));

  test('are those of kind if the test cluster does not exist', () => expect(chooseNodes('/nowhere/project', undefined).how).toContain('docker'));
});

describe('every row', () => {
  test('has a unique name', () => expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length));

  test.each(rows.map((row) => row.name))('%s is named in kebab case', (name) => expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/));
});
