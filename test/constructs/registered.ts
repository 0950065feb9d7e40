// What components register in their folders: files with fixed names and exports.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from '../../constructs/kubernetes';

export const root = join(__dirname, '..', '..');

/** Folders of components: all in constructs/ except the ground floor. */
export const componentFolders: readonly string[] = readdirSync(join(root, 'constructs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kubernetes')
  .map((entry) => entry.name);

/** Exports of a file with this name, by component folder; folders without the file are omitted. */
export const registered = <T>(name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(
    componentFolders
      .filter((folder) => existsSync(join(root, 'constructs', folder, `${name}.ts`)))
      .map((folder) => [folder, require(join(root, 'constructs', folder, name)) as T]),
  );

interface Images {
  readonly images: Readonly<Record<string, Image>>;
  /** The image that runs the scripts of the folder. */
  readonly scriptRunner?: Image;
}

/** Paths below constructs/ of the files with this name. */
const paths = (name: RegExp): string[] =>
  (readdirSync(join(root, 'constructs'), { recursive: true }) as string[]).filter((path) => name.test(path)).map((path) => join('constructs', path));

/** All images that the project runs. */
export const catalogue = (): Image[] =>
  paths(/(^|\/)images\.ts$/)
    .map((path) => require(join(root, path)) as Partial<Images>)
    .flatMap(({ images }) => Object.values(images ?? {}));

export const scripts = (): string[] => paths(/\.sh$/);

/** The image that runs a script, from the nearest images.ts above it. */
export function scriptRunnerOf(script: string): Image {
  for (let folder = dirname(script); folder !== 'constructs'; folder = dirname(folder)) {
    const path = join(root, folder, 'images.ts');
    const { scriptRunner } = existsSync(path) ? (require(path) as Images) : {};
    if (scriptRunner) return scriptRunner;
  }
  throw new Error(`nobody says which image runs ${script}; export scriptRunner from images.ts of its component's folder`);
}
