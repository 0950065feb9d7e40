// The files of charts that were rendered last, with a hash of what they were rendered from.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Files } from '../write';

/** What the chart of every platform depends on, beside its own folder in charts. */
const shared = ['constructs', 'imports', 'model', 'tools/docs', 'tools/helm', 'package.json'];

const folder = '.cache/helm';

/** The files of a platform's chart, unless its sources have changed since. */
export function keptFiles(platform: string, root: string): Files | undefined {
  const { hash, files } = readKept(join(root, folder, `${platform}.json`));
  return hash === hashOfSources(platform, root) ? files : undefined;
}

export function keep(platform: string, files: Files, root: string): void {
  const path = join(root, folder, `${platform}.json`);
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify({ hash: hashOfSources(platform, root), files }));
  renameSync(`${path}.${process.pid}`, path);
}

function readKept(path: string): { readonly hash?: string; readonly files?: Files } {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // the first run, or an unreadable file
  }
}

function hashOfSources(platform: string, root: string): string {
  const hash = createHash('sha256');
  for (const path of [...shared, `charts/${platform}`].flatMap((source) => filesIn(source, root)))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(source: string, root: string): string[] {
  if (/\.json$/.test(source)) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
