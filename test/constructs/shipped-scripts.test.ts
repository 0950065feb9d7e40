// Pods run scripts without their comments. This tests that nothing else is missing.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shopfds } from '../../charts/shopfds';
import { fileOf, shipped } from '../../constructs/kubernetes';
import { manifests } from './fixture';

const files = (readdirSync('constructs', { recursive: true }) as string[])
  .filter((path) => /\.(sh|awk)$/.test(path))
  .map((path) => join('constructs', path));
const scripts = files.filter((path) => path.endsWith('.sh'));

const reworded = (text: string): string => text.replace(/^(\s*)# .*$/gm, '$1# Said otherwise.\n$1# At length.');

/** The script as bash prints it after parsing, without comments and layout. Without --norc, it reads ~/.bashrc if its input is a socket. */
function readByBash(script: string): string {
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `f() {\n${script}\n:\n}\ndeclare -f f`], { encoding: 'utf8' });
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
  it.each(shopfds.environments)('have no comments in %s except the source of each file', (environment) => {
    const texts = manifests(shopfds.build(environment)).flatMap(({ kind, data }) => (kind === 'ConfigMap' ? (Object.values(data) as string[]) : []));
    const comments = texts.flatMap((text) => text.split('\n').filter((line) => /^\s*#(?!!)/.test(line)));
    expect(comments.filter((line) => !/^# constructs\/.* of Ballast, without its comments$/.test(line))).toEqual([]);
  });
});
