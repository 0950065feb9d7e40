import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Yaml } from 'cdk8s';
import type { Model } from '../constructs/kubernetes/manifest';

/** Texts by their path below the project's folder. */
export type Files = Readonly<Record<string, string>>;

/** The files of dist: `dist/<platform>/<environment>/<chart>.yaml`. */
export const dist = (models: readonly Model[]): Files =>
  Object.fromEntries(
    models.flatMap(({ platform, environment, files }) =>
      files.map((file) => [`dist/${platform}/${environment}/${file.name}`, Yaml.stringify(...file.objects.map(({ manifest }) => manifest))]),
    ),
  );

/**
 * Puts dist in the place of the old one, whole: what is not in it any more goes. Other files are written where they differ.
 *
 * @param root the project's folder
 */
export function write(files: Files, root = '.'): void {
  const swapped = mkdtempSync(join(root, '.dist-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      if (path.startsWith('dist/')) put(join(swapped, 'new', path.slice('dist/'.length)), text);
    }
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), join(swapped, 'old'));
    renameSync(join(swapped, 'new'), join(root, 'dist'));
  } finally {
    rmSync(swapped, { recursive: true, force: true });
  }
  for (const [path, text] of Object.entries(files)) {
    const target = join(root, path);
    if (!path.startsWith('dist/') && !(existsSync(target) && readFileSync(target, 'utf8') === text)) put(target, text);
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
