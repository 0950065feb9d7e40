import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Model, yamlOf } from '../model';

/** The beginning of a page of docs that is rendered whole, and removed when nothing renders it any more. */
export const renderedPage = '<!-- Ballast renders this page';

/** Texts by their path below the project's folder. */
export type Files = Readonly<Record<string, string>>;

/** The files below a folder, as the proof reads them. */
export const filesBelow = (files: Files, folder: string): { readonly name: string; readonly text: string }[] =>
  Object.entries(files).flatMap(([name, text]) => (name.startsWith(`${folder}/`) ? [{ name, text }] : []));

/** The files of dist: `dist/<platform>/<environment>/<chart>.yaml`. */
export const dist = (models: readonly Model[]): Files =>
  Object.fromEntries(
    models.flatMap(({ platform, environment, files }) =>
      files.map(({ name, objects }) => [
        `dist/${platform}/${environment}/${name}`,
        headerOf(platform, name) +
          yamlOf(
            objects.map(({ manifest }) => manifest),
            `${platform}/${environment} ${name}`,
          ),
      ]),
    ),
  );

/** The first line of every file of dist: who changes the file itself loses the change with the next synth. */
const headerOf = (platform: string, file: string): string =>
  `# Rendered by Ballast from chart ${file.replace('.yaml', '')} of charts/${platform}. Change that, not this file.\n`;

/**
 * Writes the docs and charts that changed, then replaces dist as a whole, which removes files that are no longer rendered, and removes pages of
 * components that no longer exist, and files that are no longer part of a chart. After an error, dist is either the old or the new one.
 *
 * @param root the project's folder
 */
export function write(files: Files, root: string): void {
  if (!Object.keys(files).some((path) => path.startsWith('dist/'))) throw new Error('there are no files to replace dist with');
  const dist = join(root, 'dist');
  restore(root);
  removeLeft(root);
  const work = mkdtempSync(join(root, `.dist-${process.pid}-`));
  const [fresh, old] = [join(work, 'new'), join(work, 'old')];
  try {
    const manifests = Object.entries(files).filter(([path]) => path.startsWith('dist/'));
    const target = (path: string) => join(fresh, path.slice('dist/'.length));
    for (const folder of new Set(manifests.map(([path]) => dirname(target(path))))) mkdirSync(folder, { recursive: true });
    for (const [path, text] of manifests) writeFileSync(target(path), text);
    for (const [path, text] of Object.entries(files)) if (!path.startsWith('dist/')) putWhereDifferent(join(root, path), text);
    if (existsSync(dist)) renameSync(dist, old);
    try {
      renameSync(fresh, dist);
    } catch (error) {
      if (existsSync(old)) renameSync(old, dist);
      throw error;
    }
    for (const path of [...stalePages(files, root), ...staleCharts(files, root)]) rmSync(join(root, path));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Rendered pages of components that are not among the files. */
export const stalePages = (files: Files, root: string): string[] =>
  ['docs/runbooks', 'docs/proof'].flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    const paths = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    return paths.filter((path) => path.endsWith('.md') && !(path in files) && readFileSync(join(root, path), 'utf8').startsWith(renderedPage));
  });

/** Files below helm that are not among the files. */
const staleCharts = (files: Files, root: string): string[] => {
  if (!existsSync(join(root, 'helm'))) return [];
  const found = readdirSync(join(root, 'helm'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => relative(root, join(entry.parentPath, entry.name))).filter((path) => !(path in files));
};

/** Puts the old dist back if a run was killed after it moved the old one away and before it moved the new one in. */
export function restore(root: string): void {
  if (existsSync(join(root, 'dist'))) return;
  const [old] = leftFolders(root)
    .map((name) => join(root, name, 'old'))
    .filter((path) => existsSync(path));
  if (old) renameSync(old, join(root, 'dist'));
}

/** Removes the temporary folders of killed runs. */
function removeLeft(root: string): void {
  for (const name of leftFolders(root)) rmSync(join(root, name), { recursive: true, force: true });
}

/** The temporary folders of killed runs, without those of processes that still run: the name contains the process id. */
const leftFolders = (root: string): string[] =>
  readdirSync(root).filter((name) => {
    const [, pid] = /^\.dist-(\d+)-/.exec(name) ?? [];
    return name.startsWith('.dist-') && !(pid && isRunning(Number(pid)));
  });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends no signal, but throws if there is no such process
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // a process of another user
  }
}

function putWhereDifferent(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
