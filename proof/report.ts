import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { componentPage, pathOf } from './component-page';
import { componentFilesIn, componentHashes, type Hashes } from './manifests';
import { fullRepetitions } from './measurement';
import { type RowResult, readResults } from './results';
import { type Counts, cell, countsOf, isStale, measured, type RowDescription, type Section, shortName } from './row-description';
import { allRows } from './rows';

/** Writes the pages of the proof from the saved results and the manifests in dist. */
export function writeProofDocuments(root: string): void {
  const hashes = componentHashes((folder) => componentFilesIn(join(root, folder)));
  for (const [path, text] of Object.entries(proofDocuments(readResults(root), hashes))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** docs/proof.md, a summary with every row, and a page for each component; texts by their path. */
export function proofDocuments(
  results: readonly RowResult[],
  hashes: Hashes,
  described: readonly RowDescription[] = allRows,
): Readonly<Record<string, string>> {
  const components = [...new Set(described.map((row) => row.component))];
  const sections = components.map((component): Section => {
    const own = described.filter((row) => row.component === component);
    return {
      component,
      rows: own.map((row) => ({ row, result: results.find((result) => result.row === row.fullName) })),
      hash: hashes(component),
    };
  });
  const pages = sections.map((section) => [pathOf(section.component), componentPage(section)]);
  return { 'docs/proof.md': `${[introduction, overview(sections), ...sections.map(summary)].join('\n\n')}\n`, ...Object.fromEntries(pages) };
}

const introduction = `# Proof: what the data stores survive

Written by \`make proof\`, never by hand. Each fault was caused on a real cluster that ran the production manifests, with no other fault beside it; a component's page has
the faults, the notes, the cluster and its images, which may be **stand-ins** of the published ones. An outage is the longest time between two successes of a
client that tries about 20 times a second; its figure is the median and the maximum of at least ${fullRepetitions} repetitions, unless the row says otherwise. A row is
**stale** if its component's manifests in dist, or the files of its chart, have changed since it ran. \`make proof ROW=shopfds/redis/drain\` runs one row, \`ROW=shopfds/redis\` those of a component; several names
are separated by commas, and the end of a name is enough where it is unique.`;

/** The counts of all components, to see at a glance what is not current. */
function overview(sections: readonly Section[]): string {
  const columns = ['rows', 'passed', 'failed', 'stale', 'not run'] as const satisfies readonly (keyof Counts)[];
  const lines = sections.map((section) => {
    const counts = countsOf(section);
    return `| ${link(section)} | ${columns.map((column) => counts[column]).join(' | ')} |`;
  });
  return [`| Component | ${columns.join(' | ')} |`, `|---|${columns.map(() => '--:').join('|')}|`, ...lines].join('\n');
}

const link = ({ component }: Section): string => `[${component.name}](${pathOf(component).replace('docs/', '')})`;

/** Every row of a component, once. */
function summary(section: Section): string {
  const lines = section.rows.map(
    ({ row, result }) =>
      `| \`${shortName(row)}\` | ${cell(row.promise.text)} | ${result ? cell(measured(result)) : ''} | ${stateOf(section, result)} |`,
  );
  return [`## ${link(section)}`, '', '| Row | Promise | Measured | State |', '|---|---|---|---|', ...lines].join('\n');
}

function stateOf(section: Section, result: RowResult | undefined): string {
  if (!result) return '**not run**';
  return [result.passed ? 'passed' : '**failed**', ...(isStale(result, section) ? ['**stale**'] : [])].join(', ');
}
