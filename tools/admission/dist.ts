import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../../model';

/** One object of dist. */
export interface Document {
  /** File name, such as `10-data.yaml`. */
  readonly file: string;
  /** The text of the file, unchanged: the server reads the same bytes. */
  readonly text: string;
  readonly manifest: Manifest;
}

export interface DistEnvironment {
  /** `<platform>/<environment>`. */
  readonly name: string;
  readonly documents: readonly Document[];
}

/** Reads all objects of dist, by environment. */
export function readDist(root: string): DistEnvironment[] {
  const dist = join(root, 'dist');
  const environments = foldersOf(dist).flatMap((platform) => foldersOf(join(dist, platform)).map((environment) => `${platform}/${environment}`));
  if (environments.length === 0) throw new Error(`${dist} contains no <platform>/<environment>; run 'make synth' first`);
  return environments.map((name) => ({ name, documents: readEnvironment(join(dist, name)) }));
}

function readEnvironment(folder: string): Document[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  if (files.length === 0) throw new Error(`${folder} contains no .yaml file; run 'make synth' first`);
  return files.sort().flatMap((file) => documentsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/** The objects of a file, read as YAML 1.1 like kubectl and the API server do. */
export const documentsOf = (file: string, content: string): Document[] =>
  content
    .split(/^---[ \t]*$/m)
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const manifest = parsed(file, text);
      if (!manifest?.apiVersion || !manifest.kind || !manifest.metadata?.name) {
        throw new Error(`${file}: a document has no apiVersion, kind or metadata.name: ${text.trim().slice(0, 100)}`);
      }
      return { file, text, manifest };
    });

/** Accepts duplicate keys, because the server must refuse them. */
function parsed(file: string, text: string): Manifest | null {
  try {
    return parse(text, { version: '1.1', uniqueKeys: false });
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

const foldersOf = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
