import { join } from 'node:path';
import { componentHash, manifestFilesIn, provenFolder } from '../../proof/manifests';
import { readResults } from '../../proof/results';
import { rows } from '../../proof/rows';
import { becameStale } from '../../proof/stale';
import type { Files } from '../write';

/**
 * A line for each component with rows that are current with dist on disk and stale with these files.
 *
 * @param manifests the new files of dist
 */
export function staleRows(manifests: Files, root: string): string[] {
  const proven = Object.entries(manifests).filter(([path]) => path.startsWith(`${provenFolder}/`));
  const [before, now] = [componentHash(manifestFilesIn(join(root, provenFolder))), componentHash(proven.map(([name, text]) => ({ name, text })))];
  return becameStale(readResults(root), before, now, rows).map(
    ({ component, rows: stale }) =>
      `${component}: ${stale.length} ${stale.length === 1 ? 'row' : 'rows'} of docs/proof.md became stale; run make proof ROW=${component} to measure again: ${stale.join(', ')}`,
  );
}
