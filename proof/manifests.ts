import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../model';
import { withoutDescriptions } from './chart-files';

/** A file of dist. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** What has a folder of its own. */
interface Located {
  readonly platform: string;
  readonly environment: string;
  /** Folder of its files, such as that of a chart. @default the environment's folder in dist */
  readonly folder?: string;
}

/** The folder of a component's files, under the project's root. */
export const folderOf = ({ platform, environment, folder }: Located): string => folder ?? join('dist', platform, environment);

export function readManifestFiles(folder: string): FileText[] {
  const files = manifestFilesIn(folder);
  if (files.length === 0) throw new Error(`${folder} has no .yaml file; run 'make synth' first`);
  return files;
}

/** The files of a folder, which may be empty or missing. */
export function manifestFilesIn(folder: string): FileText[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** All files below a component's folder, which may be missing. */
export function componentFilesIn(folder: string): FileText[] {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.sort().map((path) => ({ name: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** The YAML documents of a file, as text, without the file's first comment, which belongs to no object. */
const documentsOf = (text: string): string[] =>
  text
    .replace(/^(#.*\n)+/, '')
    .split(/^---.*$/m)
    .map((document) => document.trim())
    .filter(Boolean);

export const parseManifests = (files: readonly FileText[]): Manifest[] =>
  files.flatMap((file) => documentsOf(file.text).map((document) => parse(document) as Manifest));

/** In place of a component's id: all objects of the environment. */
export const everything = '*';

/** Whether an instance label names the component or a part of it. */
export const isPartOf = (component: string, instance: string | undefined): boolean =>
  component === everything || instance === component || (instance?.startsWith(`${component}-`) ?? false);

/** The instance label, read from the text of a manifest: parsing 50 documents would take a quarter of each synth. */
function instanceOf(text: string): string | undefined {
  const [metadata = ''] = /^metadata:\n(?: .*\n?)*/m.exec(text) ?? [];
  return /^ {2}labels:\n(?: {4}.*\n)*? {4}app\.kubernetes\.io\/instance: "?([^"\n]*)/m.exec(metadata)?.[1];
}

/**
 * A hash of each component's manifests: 12 hexadecimal digits over their text, independent of files and order. Alerts are excluded, because
 * they do not change what runs.
 *
 * @returns a function that gives a component's hash; undefined if it has no manifests
 */
export function componentHash(files: readonly FileText[]): (component: string) => string | undefined {
  const documents = files
    .flatMap((file) => documentsOf(file.text))
    .filter((text) => !/^kind: PrometheusRule$/m.test(text))
    .map((text) => ({ text, instance: instanceOf(text) }));
  return (component) => {
    const own = documents.flatMap(({ text, instance }) => (isPartOf(component, instance) ? [text] : []));
    if (own.length === 0) return undefined;
    return createHash('sha256').update(own.sort().join('\n---\n')).digest('hex').slice(0, 12);
  };
}

/** Returns the hash of a component's manifests; undefined if there are none. */
export type Hashes = (component: Located & { readonly id: string }) => string | undefined;

/** @param filesOf returns the files below a component's folder */
export function componentHashes(filesOf: (folder: string) => readonly FileText[]): Hashes {
  const known = new Map<string, (id: string) => string | undefined>();
  return (component) => {
    const folder = folderOf(component);
    const hash = known.get(folder) ?? componentHash(withoutDescriptions(filesOf(folder)));
    known.set(folder, hash);
    return hash(component.id);
  };
}
