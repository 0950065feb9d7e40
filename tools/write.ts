import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Model, yamlOf } from '../model';

/** Texts by their path below the project's folder. */
export type Files = Readonly<Record<string, string>>;

/** The files of dist: `dist/<platform>/<environment>/<chart>.yaml`. */
export const dist = (models: readonly Model[]): Files =>
  Object.fromEntries(
    models.flatMap(({ platform, environment, files }) =>
      files.map(({ name, objects }) => [
        `dist/${platform}/${environment}/${name}`,
        yamlOf(
          objects.map(({ manifest }) => manifest),
          `${platform}/${environment} ${name}`,
        ),
      ]),
    ),
  );

/**
 * Writes the docs where they differ, then puts dist in the place of the old one, whole: what is not in it any more goes. Whatever fails, dist
 * is the old one or the new one.
 *
 * @param root the project's folder
 */
export function write(files: Files, root = '.'): void {
  if (!Object.keys(files).some((path) => path.startsWith('dist/'))) throw new Error('there is nothing to put in the place of dist');
  const dist = join(root, 'dist');
  const work = mkdtempSync(join(root, '.dist-'));
  const [fresh, old] = [join(work, 'new'), join(work, 'old')];
  try {
    for (const [path, text] of Object.entries(files)) {
      if (path.startsWith('dist/')) put(join(fresh, path.slice('dist/'.length)), text);
      else putWhereDifferent(join(root, path), text);
    }
    if (existsSync(dist)) renameSync(dist, old);
    try {
      renameSync(fresh, dist);
    } catch (error) {
      if (existsSync(old)) renameSync(old, dist);
      throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function putWhereDifferent(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) put(path, text);
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
