import type { RowResult } from '../../proof/results';
import { becameStale } from '../../proof/stale';

const db = { platform: 'shop', environment: 'production', id: 'shop-db', name: 'shop/db' };
const cache = { ...db, id: 'shop-cache', name: 'shop/cache' };
const rows = [
  { fullName: 'shop/db/a', component: db },
  { fullName: 'shop/db/b', component: db },
  { fullName: 'shop/cache/c', component: cache },
];
const result = (row: string, manifests: string) => ({ row, manifests }) as RowResult;
const hashes = (first?: string, other?: string) => (component: { readonly id: string }) => (component.id === db.id ? first : other);

describe('the rows that became stale', () => {
  const results = [result('shop/db/a', '1'), result('shop/db/b', '0'), result('shop/cache/c', '2')];

  it('are those that ran on the previous manifests, of each component that changed', () => {
    expect(becameStale(results, hashes('1', '2'), hashes('3', '4'), rows)).toEqual([
      { component: 'shop/db', rows: ['shop/db/a'] },
      { component: 'shop/cache', rows: ['shop/cache/c'] },
    ]);
  });

  it('are none of a component that did not change', () => {
    expect(becameStale(results, hashes('1', '2'), hashes('1', '4'), rows)).toEqual([{ component: 'shop/cache', rows: ['shop/cache/c'] }]);
  });

  it('are none that were stale before', () => {
    expect(becameStale(results, hashes('3', '2'), hashes('4', '2'), rows)).toEqual([]);
  });

  it('are all that ran on manifests that no longer exist', () => {
    expect(becameStale(results, hashes('1', '2'), hashes(undefined, '2'), rows)).toEqual([{ component: 'shop/db', rows: ['shop/db/a'] }]);
  });
});
