// The files of the project, which the tests of this folder read.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Files } from '../../tools/write';

export const root = join(__dirname, '../..');

const folders = ['charts', 'constructs', 'imports', 'model', 'policies', 'proof', 'tools', 'test'];

/** Every TypeScript file, by its path below the project's folder. */
export const sources = (): Files =>
  readFiles(
    root,
    ['main.ts', ...folders].filter((name) => existsSync(join(root, name))),
    (path) => path.endsWith('.ts'),
  );

/** The texts of files and of everything below folders, by their paths below `from`. */
export function readFiles(from: string, names: readonly string[], wanted: (path: string) => boolean = () => true): Files {
  const paths = names.flatMap((name) => (name.includes('.') ? [join(from, name)] : filesBelow(join(from, name))));
  return Object.fromEntries(paths.filter(wanted).map((path) => [relative(from, path), readFileSync(path, 'utf8')]));
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Calls `use` with a copy of the files that synth reads and writes, in a temporary folder with a path that a shell would have to quote. */
export async function withCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ballast's copy-"));
  try {
    for (const name of [
      'main.ts',
      'cdk8s.yaml',
      'package.json',
      'tsconfig.json',
      'dist',
      'docs',
      'helm',
      ...folders.filter((each) => each !== 'test'),
    ]) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    // The copies share what a projection of the charts gave: it takes seconds.
    for (const path of [join(root, '.cache/helm'), join(folder, '.cache')]) mkdirSync(path, { recursive: true });
    symlinkSync(join(root, '.cache/helm'), join(folder, '.cache/helm'));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Paths whose texts differ between two sets of files. A failed comparison shows them instead of thousands of lines. */
export const differences = (a: Files, b: Files): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((path) => a[path] !== b[path]);
