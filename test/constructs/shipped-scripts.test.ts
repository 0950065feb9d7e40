// Pods run scripts without their comments. This tests that nothing else is missing.
import { spawnSync } from 'node:child_process';
import fs, { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shopfds } from '../../charts/shopfds';
import { fileOf, shipped } from '../../constructs/kubernetes';
import { manifests } from './fixture';

const files = (readdirSync('constructs', { recursive: true }) as string[])
  .filter((path) => /\.(sh|awk)$/.test(path))
  .map((path) => join('constructs', path));
const scripts = files.filter((path) => path.endsWith('.sh'));

const reworded = (text: string): string => text.replace(/^(\s*)# .*$/gm, '$1# Said otherwise.\n$1# At length.');

/** The script as bash prints it after parsing, without comments and layout. */
function readByBash(script: string): string {
  const { stdout, stderr } = spawnSync('bash', ['-c', `f() {\n${script}\n:\n}\ndeclare -f f`], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

describe('a shipped script', () => {
  it.each(scripts)('does what its source does: %s', (path) => {
    expect(readByBash(fileOf(resolve(path), 'restart').text)).toBe(readByBash(readFileSync(path, 'utf8')));
  });

  it.each(files)('is the same when its comments are reworded: %s', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(reworded(text)).not.toBe(text);
    expect(shipped(reworded(text), path)).toBe(shipped(text, path));
  });
});

describe('the manifests', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('are the same when the comments of all scripts are reworded', () => {
    const before = shopfds.build('production').files;
    const read = fs.readFileSync;
    const scriptsRead: string[] = [];
    jest.spyOn(fs, 'readFileSync').mockImplementation(((path: string, encoding: 'utf8') => {
      if (!/\.(sh|awk)$/.test(path)) return read(path, encoding);
      scriptsRead.push(path);
      return reworded(read(path, encoding));
    }) as typeof fs.readFileSync);
    jest.isolateModules(() => {
      // modules of its own, because scripts are read once
      const { shopfds: again }: { shopfds: typeof shopfds } = require('../../charts/shopfds');
      expect(again.build('production').files).toEqual(before);
    });
    expect(scriptsRead.length).toBeGreaterThan(5);
  });

  it.each(shopfds.environments)('have no comments in %s except the source of each file', (environment) => {
    const texts = manifests(shopfds.build(environment)).flatMap(({ kind, data }) => (kind === 'ConfigMap' ? (Object.values(data) as string[]) : []));
    const comments = texts.flatMap((text) => text.split('\n').filter((line) => /^\s*#(?!!)/.test(line)));
    expect(comments.filter((line) => !/^# constructs\/.* of Ballast, without its comments$/.test(line))).toEqual([]);
  });
});
