import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { sorted } from '../sorted';
import { shipped } from './shipped';

const root = join(__dirname, '..', '..', '..');

/** A configuration file of a component, as it is mounted into pods. */
export interface ConfigurationFile {
  readonly name: string;
  readonly text: string;
  /** Effect of a change: `restart` rolls the pods; `reload` means that a program in the pod detects it. */
  readonly onChange: 'restart' | 'reload';
}

/** Reads a file next to a construct, without its comments. */
export const fileOf = (path: string, onChange: ConfigurationFile['onChange']): ConfigurationFile => ({
  name: basename(path),
  text: textOf(path),
  onChange,
});

/** Each file is read once, because every environment ships the same scripts. */
const texts = new Map<string, string>();

function textOf(path: string): string {
  const text = texts.get(path) ?? shipped(readFileSync(path, 'utf8'), relative(root, path).split(sep).join('/'));
  texts.set(path, text);
  return text;
}

/** ConfigMap data of the files. */
export const dataOf = (files: readonly ConfigurationFile[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file.name, file.text]));

/** One annotation for each `restart` file, so that a change of its text rolls the pods and the diff shows which file changed. */
export const checksums = (files: readonly ConfigurationFile[]): Record<string, string> =>
  Object.fromEntries(files.filter((file) => file.onChange === 'restart').map((file) => [`checksum/${file.name}`, checksum(file.text)]));

/** sha256 in hexadecimal. */
export const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with sorted keys, so that a template of Helm (`toRawJson`) can compute the same hash. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
