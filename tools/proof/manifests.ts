import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from './manifest';

/** A file of dist. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** The component whose proof this is: the value of its label app.kubernetes.io/instance, which its parts' names begin with. */
export const component = 'shopfds-db';

/** The folder under the project's root whose manifests are proven. */
export const provenFolder = join('dist', 'shopfds', 'production');

export function readManifestFiles(folder: string): FileText[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) throw new Error(`${folder} holds no .yaml file; run 'make synth' first`);
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The YAML documents of a file, as text. */
const documentsOf = (text: string): string[] =>
  text
    .split(/^---.*$/m)
    .map((document) => document.trim())
    .filter(Boolean);

export const parseManifests = (files: readonly FileText[]): Manifest[] =>
  files.flatMap((file) => documentsOf(file.text).map((document) => parse(document) as Manifest));

/** Whether a manifest is one of the component's, by its instance label. Reads its metadata alone: this runs at every synth. */
function isOfComponent(text: string): boolean {
  const [metadata] = /^metadata:\n(?: .*\n?)*/m.exec(text) ?? [];
  const instance = metadata && (parse(metadata) as Manifest).metadata.labels?.['app.kubernetes.io/instance'];
  return instance === component || (instance?.startsWith(`${component}-`) ?? false);
}

/** Names the state of the component's manifests: 12 hexadecimal digits over their text, whatever file and order they stand in. */
export function componentHash(files: readonly FileText[]): string {
  const documents = files.flatMap((file) => documentsOf(file.text)).filter(isOfComponent);
  if (documents.length === 0) throw new Error(`no manifest has the label app.kubernetes.io/instance: ${component}`);
  return createHash('sha256').update(documents.sort().join('\n---\n')).digest('hex').slice(0, 12);
}
