// What the components' folders register: a file of an agreed name with an agreed export.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from '../../constructs/kubernetes';

export const root = join(__dirname, '..', '..');

/** The folders of components: all in constructs/ but the ground floor. */
export const componentFolders: readonly string[] = readdirSync(join(root, 'constructs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kubernetes')
  .map((entry) => entry.name);

/** What the components' folders export from a file of that name, by folder; folders without it are left out. */
export const registered = <T>(name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(
    componentFolders
      .filter((folder) => existsSync(join(root, 'constructs', folder, `${name}.ts`)))
      .map((folder) => [folder, require(join(root, 'constructs', folder, name)) as T]),
  );

interface Images {
  readonly images: Readonly<Record<string, Image>>;
  /** In which pods run the scripts of the folder. */
  readonly scriptRunner?: Image;
}

/** Paths below constructs/, of a file of any folder. */
const paths = (name: RegExp): string[] =>
  (readdirSync(join(root, 'constructs'), { recursive: true }) as string[]).filter((path) => name.test(path)).map((path) => join('constructs', path));

/** Every image that the project runs. */
export const catalogue = (): Image[] =>
  paths(/(^|\/)images\.ts$/)
    .map((path) => require(join(root, path)) as Partial<Images>)
    .flatMap(({ images }) => Object.values(images ?? {}));

export const scripts = (): string[] => paths(/\.sh$/);

/** The image that runs a script: what the nearest images.ts above it says. */
export function scriptRunnerOf(script: string): Image {
  for (let folder = dirname(script); folder !== 'constructs'; folder = dirname(folder)) {
    const path = join(root, folder, 'images.ts');
    const { scriptRunner } = existsSync(path) ? (require(path) as Images) : {};
    if (scriptRunner) return scriptRunner;
  }
  throw new Error(`nobody says which image runs ${script}; export scriptRunner from images.ts of its component's folder`);
}
