import { proofDocument, type RowDescription } from '../../proof/report';
import type { RowResult } from '../../proof/results';

const store = { name: 'shop-db', introduction: 'PostgreSQL.' };
const row: RowDescription = {
  component: store,
  name: 'primary-deleted',
  title: 'The primary is deleted',
  causes: 'kubectl delete pod',
  promise: { text: 'at most 4 s' },
};
const other: RowDescription = { ...row, name: 'drain' };

const result: RowResult = {
  row: 'primary-deleted',
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

const now = (hash?: string) => () => hash;

const line = (results: RowResult[], hash = 'aaaaaaaaaaaa', name = 'primary-deleted') =>
  proofDocument(results, now(hash), [row, other])
    .split('\n')
    .find((text) => text.startsWith('|') && text.includes(`\`${name}\` |`));

describe('the document', () => {
  const document = proofDocument([result], now('aaaaaaaaaaaa'), [row, other]);

  test('shows the fault, the promise and the measurement', () =>
    expect(line([result])).toContain('| kubectl delete pod | at most 4 s | median 2.8 s, maximum 3.4 s of 5 | yes |'));

  test('marks a row as current if it ran on the current manifests', () => expect(line([result])).toContain('| current |'));

  test('marks a row as stale if its manifests have changed since', () =>
    expect(line([result], 'bbbbbbbbbbbb')).toContain('| **stale** (aaaaaaaaaaaa) |'));

  test('marks a row without a result as not run', () => expect(line([result], 'aaaaaaaaaaaa', 'drain')).toContain('**not run**'));

  test('shows a row that failed', () => expect(line([{ ...result, passed: false }])).toContain('| **no** |'));

  test('marks a figure of too few repetitions', () => expect(line([{ ...result, incomplete: true }])).toContain('(**too few repetitions**)'));

  test('names the stand-ins of a row, and no other image', () => expect(line([result])).toContain('| spilo-18 |'));

  test('shows the contents of a stand-in', () => expect(document).toContain('- `ghcr.io/zalando/spilo-18:4.1-p2`: a stand-in with PostgreSQL 15.14'));

  test('counts rows', () => expect(document).toContain('**2 rows: 1 passed, 0 failed, 0 stale, 1 not run.**'));

  test('shows the facts of the cluster', () => expect(document).toContain('Kubernetes v1.34.4, 3 nodes, kernel 6.1'));

  test('lists the changes', () => expect(document).toContain('- storage 100Gi -> 1Gi'));

  test('shows notes with their row', () => expect(document).toContain('- `primary-deleted`: libpq 2.8 s'));

  test('names the row of a change that not all rows have', () => {
    const drained = { ...result, row: 'drain', changes: [...result.changes, 'DNS moved'] };
    expect(proofDocument([result, drained], now('aaaaaaaaaaaa'), [row, other])).toContain('- DNS moved (`drain`)');
  });

  test('escapes characters that would break its table', () => expect(line([{ ...result, measured: 'a|b' }])).toContain('a\\|b'));

  test('omits the result of a row that no longer exists', () =>
    expect(proofDocument([{ ...result, row: 'gone' }], now('aaaaaaaaaaaa'), [row])).toContain('0 passed'));
});

describe('a document of two components', () => {
  const cache: RowDescription = { ...row, name: 'cache-formed', component: { name: 'shop-cache', introduction: 'Redis.' } };
  const cached = { ...result, row: 'cache-formed', manifests: 'cccccccccccc', changes: ['queue omitted'] };
  const hashes = (component: string) => (component === 'shop-db' ? 'aaaaaaaaaaaa' : 'cccccccccccc');
  const document = proofDocument([result, { ...result, row: 'drain' }, cached], hashes, [row, other, cache]);

  test('has a section for each, with its introduction', () =>
    expect(document).toContain('## shop-cache\n\nRedis.\n\nCurrent manifests: `cccccccccccc`.'));

  test('counts the rows of each', () => {
    expect(document).toContain('**2 rows: 2 passed, 0 failed, 0 stale, 0 not run.**');
    expect(document).toContain('**1 rows: 1 passed, 0 failed, 0 stale, 0 not run.**');
  });

  test('names the component for a change of all its rows', () => expect(document).toContain('- storage 100Gi -> 1Gi (all of shop-db)'));

  test('shows the facts of their cluster once', () => expect(document.split('Kubernetes v1.34.4')).toHaveLength(2));

  test('is complete if one of them has no manifests yet', () => {
    const early = proofDocument([result], (component) => (component === 'shop-db' ? 'aaaaaaaaaaaa' : undefined), [row, cache]);
    expect(early).toContain('dist contains no manifests of it now.\n\n**1 rows: 0 passed, 0 failed, 0 stale, 1 not run.**');
  });
});
