import { spawnSync } from 'node:child_process';
import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../model';
import { dist, renderedPage, restore, write } from '../../tools/write';

describe('write', () => {
  let root: string;
  const read = (path: string) => readFileSync(join(root, path), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ballast-write-'));
    mkdirSync(join(root, 'dist/shop/dev'), { recursive: true });
    writeFileSync(join(root, 'dist/shop/dev/10-data.yaml'), 'old');
    writeFileSync(join(root, 'dist/shop/dev/15-stale.yaml'), 'stale');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('replaces the old dist', () => {
    write({ 'dist/shop/dev/10-data.yaml': 'new' }, root);
    expect(read('dist/shop/dev/10-data.yaml')).toBe('new');
  });

  it('leaves nothing of the old dist', () => {
    write({ 'dist/shop/dev/10-data.yaml': 'new' }, root);
    expect(existsSync(join(root, 'dist/shop/dev/15-stale.yaml'))).toBe(false);
  });

  it('removes the runbook of a component that no longer exists, and keeps other pages', () => {
    mkdirSync(join(root, 'docs/runbooks'), { recursive: true });
    for (const name of ['redis', 'old-store']) writeFileSync(join(root, `docs/runbooks/${name}.md`), `${renderedPage} from alerts. -->\n`);
    writeFileSync(join(root, 'docs/runbooks/on-call.md'), '# On call\n');
    write({ 'dist/shop/dev/10-data.yaml': 'new', 'docs/runbooks/redis.md': `${renderedPage} from alerts. -->\nnew\n` }, root);
    expect(readdirSync(join(root, 'docs/runbooks'))).toEqual(['on-call.md', 'redis.md']);
  });

  it('removes the page of a component that is not proven any more', () => {
    mkdirSync(join(root, 'docs/proof'), { recursive: true });
    for (const name of ['shop-redis', 'shop-old']) writeFileSync(join(root, `docs/proof/${name}.md`), `${renderedPage} from proof/results. -->\n`);
    write({ 'dist/shop/dev/10-data.yaml': 'new', 'docs/proof/shop-redis.md': `${renderedPage} from proof/results. -->\nnew\n` }, root);
    expect(readdirSync(join(root, 'docs/proof'))).toEqual(['shop-redis.md']);
  });

  it('creates dist if there is none', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    write({ 'dist/shop/dev/10-data.yaml': 'new' }, root);
    expect(read('dist/shop/dev/10-data.yaml')).toBe('new');
  });

  it('does not change dist if a file cannot be written', () => {
    const bothFileAndFolder = { 'dist/shop/dev': 'a file', 'dist/shop/dev/10-data.yaml': 'new' };
    expect(() => write(bothFileAndFolder, root)).toThrow();
    expect(readdirSync(join(root, 'dist/shop/dev'))).toEqual(['10-data.yaml', '15-stale.yaml']);
    expect(read('dist/shop/dev/10-data.yaml')).toBe('old');
  });

  it.each([
    ['there are no files to replace it', { 'docs/a.md': 'new' }, false, 'there are no files to replace dist with'],
    ['the swap fails', { 'dist/shop/dev/10-data.yaml': 'new' }, true, 'no swap'],
  ])('does not change dist if %s', (_, files, failing, message) => {
    const { renameSync: original } = fs;
    const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (failing && String(from).endsWith('new')) throw new Error('no swap');
      original(from, to);
    });
    try {
      expect(() => write(files, root)).toThrow(message);
    } finally {
      rename.mockRestore();
    }
    expect(readdirSync(root)).toEqual(['dist']);
    expect(readdirSync(join(root, 'dist/shop/dev'))).toEqual(['10-data.yaml', '15-stale.yaml']);
    expect(read('dist/shop/dev/10-data.yaml')).toBe('old');
  });

  it.each([
    ['it succeeds', { 'dist/a.yaml': 'new' }],
    ['it fails', { 'dist/a': 'new', 'dist/a/b.yaml': 'new' }],
  ])('leaves no temporary folder if %s', (_, files) => {
    try {
      write(files, root);
    } catch {
      // the test above checks the error
    }
    expect(readdirSync(root)).toEqual(['dist']);
  });

  it('removes the temporary folders of killed runs, and keeps those of running ones', () => {
    const { pid: ended } = spawnSync('true');
    for (const name of [`.dist-${ended}-a1B2c3`, '.dist-withoutPid', `.dist-${process.ppid}-a1B2c3`])
      mkdirSync(join(root, name, 'new'), { recursive: true });
    write({ 'dist/a.yaml': 'new' }, root);
    expect(readdirSync(root)).toEqual([`.dist-${process.ppid}-a1B2c3`, 'dist']);
  });

  describe('after a run that was killed between its two renames', () => {
    const killed = (pid: number | undefined) => {
      mkdirSync(join(root, `.dist-${pid}-a1B2c3/new`), { recursive: true });
      renameSync(join(root, 'dist'), join(root, `.dist-${pid}-a1B2c3/old`));
    };

    it('puts the old dist back', () => {
      killed(spawnSync('true').pid);
      restore(root);
      expect(readdirSync(join(root, 'dist/shop/dev'))).toEqual(['10-data.yaml', '15-stale.yaml']);
    });

    it('leaves the old dist if the next one fails', () => {
      killed(spawnSync('true').pid);
      expect(() => write({ 'dist/a': 'new', 'dist/a/b.yaml': 'new' }, root)).toThrow();
      expect(read('dist/shop/dev/10-data.yaml')).toBe('old');
    });

    it('waits for a run that is between them', () => {
      killed(process.ppid);
      restore(root);
      expect(existsSync(join(root, 'dist'))).toBe(false);
    });

    it('keeps a dist that is there', () => {
      const { pid } = spawnSync('true');
      mkdirSync(join(root, `.dist-${pid}-a1B2c3/old`), { recursive: true });
      restore(root);
      expect(read('dist/shop/dev/10-data.yaml')).toBe('old');
    });
  });

  it('writes other files too, and does not rewrite equal ones', () => {
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/same.md'), 'same');
    utimesSync(join(root, 'docs/same.md'), 1, 1);
    write({ 'dist/a.yaml': 'new', 'docs/same.md': 'same', 'docs/deep/new.md': 'new' }, root);
    expect(read('docs/deep/new.md')).toBe('new');
    expect(statSync(join(root, 'docs/same.md')).mtimeMs).toBe(1000);
  });
});

describe('dist', () => {
  it('has a file for each chart of an environment, with its source and then its objects', () => {
    const object = (name: string) => ({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }, path: name, lost: [] });
    const model: Model = {
      platform: 'shop',
      environment: 'dev',
      files: [{ name: '10-data.yaml', objects: [object('a'), object('b')] }],
      components: [],
      connections: [],
      apiServerCidrs: [],
      edgeCidrs: [],
      secrets: [],
      alerts: [],
      given: [],
      contents: [],
    };
    expect(dist([model])).toEqual({
      'dist/shop/dev/10-data.yaml':
        '# Rendered by Ballast from chart 10-data of charts/shop. Change that, not this file.\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
    });
  });
});
