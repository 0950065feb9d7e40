// Hashes in texts of the model, and what they are of.
import { createHash } from 'node:crypto';
import type { Manifest } from '../../../model';
import type { Piece } from './tree';

/** Key of what is not an object, but the content that a Job's name has a hash of. */
export const contentKey = (job: string): string => `content/${job}`;

export const nameOfContent = (text: string): string =>
  contentKey(String(JSON.parse(text).template?.metadata?.labels?.['app.kubernetes.io/instance']));

/** What a hash is of, by its first 8 digits: `<ConfigMap>/<file>`, or the content of a Job. */
export function hashNames(contents: readonly string[], manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const files = manifests
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ metadata, data }) =>
      Object.entries(data as Record<string, string>).map(([file, text]) => [text, `${metadata.name}/${file}`] as const),
    );
  return new Map([...files, ...contents.map((text) => [text, nameOfContent(text)] as const)].map(([text, name]) => [sha256(text).slice(0, 8), name]));
}

const hashes = new Map<string, string>();

/** Most texts are the same in all renderings. */
function sha256(text: string): string {
  const hash = hashes.get(text) ?? createHash('sha256').update(text).digest('hex');
  hashes.set(text, hash);
  return hash;
}

/** A text with the names of what its hashes are of. */
export function hashesIn(text: string, names: ReadonlyMap<string, string>): (string | Extract<Piece, { hashOf: string }>)[] {
  const pieces: (string | { hashOf: string; digits: number })[] = [];
  let end = 0;
  for (const match of text.matchAll(/(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{8})(?![0-9a-f])/g)) {
    const hashOf = names.get(match[0].slice(0, 8));
    if (!hashOf) continue;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push({ hashOf, digits: match[0].length });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
