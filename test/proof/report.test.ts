import { proofDocuments } from '../../proof/report';
import type { RowResult } from '../../proof/results';
import type { RowDescription } from '../../proof/row-description';

const store = { platform: 'shop', environment: 'production', id: 'shop-db', name: 'shop/db', introduction: 'PostgreSQL.' };
const row: RowDescription = {
  component: store,
  fullName: 'shop/db/primary-deleted',
  title: 'The primary is deleted',
  causes: 'kubectl delete pod',
  promise: { text: 'at most 4 s' },
};
const other: RowDescription = { ...row, fullName: 'shop/db/drain' };

const result: RowResult = {
  row: 'shop/db/primary-deleted',
  passed: true,
  measured: 'median 2.8 s, maximum 3.4 s of 5',
  repetitions: 5,
  notes: ['libpq 2.8 s'],
  manifests: 'aaaaaaaaaaaa',
  ranAt: '2026-01-01T00:00:00.000Z',
  tookSeconds: 60,
  cluster: { kubernetes: 'v1.34.4', nodes: '3 nodes', kernel: '6.1', runtime: 'containerd://1.6', monitorGrace: '20s', adapter: 'node-down' },
  images: [{ image: 'ghcr.io/zalando/spilo-18:4.1-p2', standIn: 'PostgreSQL 15.14' }, { image: 'quay.io/real/image:1' }],
  changes: ['storage 100Gi -> 1Gi'],
};

const [summary, page] = ['docs/proof.md', 'docs/proof/shop-db.md'];
const text = (path: string, results: RowResult[], hash: string | undefined = 'aaaaaaaaaaaa', described = [row, other]) =>
  proofDocuments(results, () => hash, described)[path] ?? '';

const line = (path: string, name: string, results: RowResult[], hash?: string) =>
  text(path, results, hash)
    .split('\n')
    .find((each) => each.startsWith('|') && each.includes(`\`${name}\` |`));

describe('the summary', () => {
  test('shows the promise, the figure and the state of a row', () =>
    expect(line(summary, 'primary-deleted', [result])).toBe('| `primary-deleted` | at most 4 s | median 2.8 s, maximum 3.4 s of 5 | passed |'));

  test('marks a row as stale if its manifests have changed since', () =>
    expect(line(summary, 'primary-deleted', [result], 'bbbbbbbbbbbb')).toContain('| passed, **stale** |'));

  test('shows a row that failed', () => expect(line(summary, 'primary-deleted', [{ ...result, passed: false }])).toContain('| **failed** |'));

  test('shows a row without a result', () => expect(line(summary, 'drain', [result])).toBe('| `drain` | at most 4 s |  | **not run** |'));

  test('counts rows', () => expect(text(summary, [result])).toContain('| [shop/db](proof/shop-db.md) | 2 | 1 | 0 | 0 | 1 |'));

  test('links to the page of the component', () => expect(text(summary, [])).toContain('## [shop/db](proof/shop-db.md)'));
});

describe('the page of a component', () => {
  const document = text(page, [result]);
  const primary = (results: RowResult[], hash?: string) => line(page, 'primary-deleted', results, hash);

  test('shows the fault, the promise and the measurement', () =>
    expect(primary([result])).toContain('| kubectl delete pod | at most 4 s | median 2.8 s, maximum 3.4 s of 5 | yes |'));

  test('marks a row as current if it ran on the current manifests', () => expect(primary([result])).toContain('| current |'));

  test('marks a row as stale if its manifests have changed since', () =>
    expect(primary([result], 'bbbbbbbbbbbb')).toContain('| **stale** (aaaaaaaaaaaa) |'));

  test('marks a row without a result as not run', () => expect(line(page, 'drain', [result])).toContain('**not run**'));

  test('shows a row that failed', () => expect(primary([{ ...result, passed: false }])).toContain('| **no** |'));

  test('marks a figure of too few repetitions', () => expect(primary([{ ...result, incomplete: true }])).toContain('(**too few repetitions**)'));

  test('names the stand-ins of a row, and no other image', () => expect(primary([result])).toContain('| spilo-18 |'));

  test('shows the contents of a stand-in', () => expect(document).toContain('- `ghcr.io/zalando/spilo-18:4.1-p2`: a stand-in with PostgreSQL 15.14'));

  test('introduces the component and names its manifests', () => {
    expect(document).toContain('shop-db of shop (production). PostgreSQL.');
    expect(document).toContain('Current manifests: `aaaaaaaaaaaa`.');
  });

  test('says if dist does not contain the component', () =>
    expect(proofDocuments([], () => undefined, [row])[page]).toContain('dist contains no manifests of it now.'));

  test('says if the folder of a chart is missing', () => {
    const chart = { ...row, component: { ...store, folder: 'helm/shop' } };
    expect(proofDocuments([], () => undefined, [chart])[page]).toContain('helm/shop contains no manifests of it now.');
  });

  test('names the programs that its rows used', () =>
    expect(text(page, [{ ...result, cluster: { ...result.cluster, programs: ['Helm v3.22'] } }])).toContain(
      'nodes stopped by node-down, Helm v3.22',
    ));

  test('shows the facts of the cluster once', () => {
    const both = text(page, [result, { ...result, row: 'shop/db/drain' }]);
    expect(both.split('Kubernetes v1.34.4, 3 nodes, kernel 6.1')).toHaveLength(2);
  });

  test('lists the changes', () => expect(document).toContain('- storage 100Gi -> 1Gi'));

  test('shows notes with their row', () => expect(document).toContain('- `primary-deleted`: libpq 2.8 s'));

  test('names the row of a change that not all rows have', () => {
    const drained = { ...result, row: 'shop/db/drain', changes: [...result.changes, 'queue removed'] };
    expect(text(page, [result, drained])).toContain('- queue removed (`drain`)');
  });

  test('escapes characters that would break its table', () => expect(primary([{ ...result, measured: 'a|b' }])).toContain('a\\|b'));

  test('omits the result of a row that no longer exists', () => expect(text(page, [{ ...result, row: 'shop/db/gone' }])).toContain('0 passed'));
});

test('each component has a page of its own, with its own rows', () => {
  const cache = { ...row, fullName: 'shop/cache/drain', component: { ...store, id: 'shop-cache', name: 'shop/cache' } };
  const documents = proofDocuments([result], () => undefined, [row, cache]);
  expect(Object.keys(documents)).toEqual(['docs/proof.md', 'docs/proof/shop-db.md', 'docs/proof/shop-cache.md']);
  expect(documents['docs/proof/shop-cache.md']).not.toContain('primary-deleted');
});
