import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Writes manifests to a temporary folder, and removes it after the use. */
export async function asFolder<T>(manifests: readonly object[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    writeFileSync(join(folder, 'manifests.yaml'), manifests.map((manifest) => stringify(manifest)).join('---\n'));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
