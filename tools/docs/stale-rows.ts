import { join } from 'node:path';
import { componentFilesIn, componentHashes } from '../../proof/manifests';
import { readResults } from '../../proof/results';
import { allRows } from '../../proof/rows';
import { becameStale } from '../../proof/stale';
import { type Files, filesBelow } from '../write';

/**
 * A line for each component with rows that are current with dist on disk and stale with these files.
 *
 * @param manifests the new files of dist
 */
export function staleRows(manifests: Files, root: string): string[] {
  const [before, now] = [
    componentHashes((folder) => componentFilesIn(join(root, folder))),
    componentHashes((folder) => filesBelow(manifests, folder)),
  ];
  return becameStale(readResults(root), before, now, allRows).map(
    ({ component, rows: stale }) =>
      `${component}: ${stale.length} ${stale.length === 1 ? 'row' : 'rows'} of the proof became stale; run make proof ROW=${component} to measure again: ${stale.join(', ')}`,
  );
}
