import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A configuration file of a component. */
export interface ConfigurationFile {
  readonly name: string;
  readonly text: string;
  /** What a change of it does: `restart` rolls the pods; with `reload` something in the pod notices by itself. */
  readonly onChange: 'restart' | 'reload';
}

/** Reads a file that stands beside a construct. */
export const fileOf = (path: string, onChange: ConfigurationFile['onChange']): ConfigurationFile => ({
  name: basename(path),
  text: readFileSync(path, 'utf8'),
  onChange,
});

/** ConfigMap data of the files. */
export const dataOf = (files: readonly ConfigurationFile[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file.name, file.text]));

/** One annotation for each `restart` file, so that a change of its text rolls the pods, and the diff says which file did. */
export const checksums = (files: readonly ConfigurationFile[]): Record<string, string> =>
  Object.fromEntries(files.filter((file) => file.onChange === 'restart').map((file) => [`checksum/${file.name}`, checksum(file.text)]));

/** sha256 in hexadecimal. */
export const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');
