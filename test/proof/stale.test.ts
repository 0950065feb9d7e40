import type { RowResult } from '../../proof/results';
import { becameStale } from '../../proof/stale';

const rows = [
  { name: 'a', component: { name: 'db' } },
  { name: 'b', component: { name: 'db' } },
  { name: 'c', component: { name: 'cache' } },
];
const result = (row: string, manifests: string) => ({ row, manifests }) as RowResult;
const hashes = (db?: string, cache?: string) => (component: string) => ({ db, cache })[component];

describe('the rows that became stale', () => {
  const results = [result('a', '1'), result('b', '0'), result('c', '2')];

  it('are those that ran on the previous manifests, of each component that changed', () => {
    expect(becameStale(results, hashes('1', '2'), hashes('3', '4'), rows)).toEqual([
      { component: 'db', rows: ['a'] },
      { component: 'cache', rows: ['c'] },
    ]);
  });

  it('are none of a component that did not change', () => {
    expect(becameStale(results, hashes('1', '2'), hashes('1', '4'), rows)).toEqual([{ component: 'cache', rows: ['c'] }]);
  });

  it('are none that were stale before', () => {
    expect(becameStale(results, hashes('3', '2'), hashes('4', '2'), rows)).toEqual([]);
  });

  it('are all that ran on manifests that no longer exist', () => {
    expect(becameStale(results, hashes('1', '2'), hashes(undefined, '2'), rows)).toEqual([{ component: 'db', rows: ['a'] }]);
  });
});
