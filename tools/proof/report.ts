import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { component, componentHash, provenFolder, readManifestFiles } from './manifests';
import type { Promised } from './measurement';
import { fullRepetitions } from './measurement';
import { type ClusterFacts, type RowResult, readResults } from './results';
import { rows } from './rows';

/** What the document needs to know of a row. */
export interface RowDescription {
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
}

/** Writes docs/proof.md from the results that are kept and the manifests that stand in dist. */
export function writeProofDocument(root: string): void {
  const hash = componentHash(readManifestFiles(join(root, provenFolder)));
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs', 'proof.md'), proofDocument(readResults(root), hash));
}

/**
 * The text of docs/proof.md.
 *
 * @param hash hash of the component's manifests as they are now
 */
export function proofDocument(results: readonly RowResult[], hash: string, described: readonly RowDescription[] = rows): string {
  const ran = described.flatMap((row) => results.find((result) => result.row === row.name) ?? []);
  const sections = [
    introduction(hash),
    summary(described, ran, hash),
    table(described, ran, hash),
    notes(described, ran),
    clusters(ran),
    images(ran),
    changes(ran),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

const introduction = (hash: string): string => `# Proof: what ${component} survives

Written by \`make proof\`, never by hand. Each row was caused on a real cluster that ran ShopFDS's production manifests; the figure is what real clients in pods
saw. An outage is the longest time between two successes of a client that tries about 20 times a second with the settings of the URL that the component hands
out (2 s connect timeout); of two clients, libpq (psycopg2) and node-postgres, the worse one counts. A figure is the median and the maximum of at least
${fullRepetitions} repetitions where it is an outage. One row alone: \`make proof ROW=<row>\`.

Where the column *Stand-ins* names an image, the published one was not run here: an image with the same program in the version that stands under
*Images* took its name. Its users, paths and entry points may differ from the published one's.

Manifests of the component now: \`${hash}\`. A row that ran on others is **stale**.`;

function summary(described: readonly RowDescription[], ran: readonly RowResult[], hash: string): string {
  const count = (what: (result: RowResult) => boolean) => ran.filter(what).length;
  const parts = [
    `${count((result) => result.passed)} passed`,
    `${count((result) => !result.passed)} failed`,
    `${count((result) => result.manifests !== hash)} stale`,
    `${described.length - ran.length} not run`,
  ];
  return `**${described.length} rows: ${parts.join(', ')}.**`;
}

function table(described: readonly RowDescription[], ran: readonly RowResult[], hash: string): string {
  const lines = described.map((row) => {
    const result = ran.find(({ row: name }) => name === row.name);
    const cells = result
      ? [
          measured(result),
          verdict(result),
          result.manifests === hash ? 'current' : `**stale** (${result.manifests})`,
          standIns(result),
          result.cluster.monitorGrace,
        ]
      : ['', '**not run**', '', '', ''];
    return `| ${row.title}<br>\`${row.name}\` | ${[row.causes, row.promise.text, ...cells].map(cell).join(' | ')} |`;
  });
  return ['| Row | Caused | Promised | Measured | Passed | Manifests | Stand-ins | Node grace |', '|---|---|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const measured = (result: RowResult): string => `${result.measured}${result.incomplete ? ' (**too few repetitions**)' : ''}`;

const verdict = (result: RowResult): string => (result.passed ? 'yes' : '**no**');

const standIns = (result: RowResult): string => {
  const names = result.images.filter((image) => image.standIn !== undefined).map((image) => shortName(image.image));
  return names.length > 0 ? names.join(', ') : 'none';
};

/** `ghcr.io/zalando/spilo-18:4.1-p2` is known as spilo-18. */
const shortName = (image: string): string => (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '');

function notes(described: readonly RowDescription[], ran: readonly RowResult[]): string {
  const lines = described.flatMap((row) => (ran.find((result) => result.row === row.name)?.notes ?? []).map((note) => `- \`${row.name}\`: ${note}`));
  return lines.length > 0 ? ['## Notes', '', ...lines].join('\n') : '';
}

/** Facts of the clusters: most often one, or two that differ in the grace period. */
function clusters(ran: readonly RowResult[]): string {
  const lines = group(ran, (result) => describe(result.cluster)).map(([facts, names]) => `- ${facts}${names ? `: ${names}` : ''}`);
  if (lines.length === 0) return '';
  return ['## Clusters', '', 'Figures of different clusters do not compare; these are for comparison within one run.', '', ...lines].join('\n');
}

const describe = (facts: ClusterFacts): string =>
  `Kubernetes ${facts.kubernetes}, ${facts.nodes}, kernel ${facts.kernel}, ${facts.runtime}, node-monitor grace ${facts.monitorGrace}, nodes stopped by ${facts.adapter}`;

function images(ran: readonly RowResult[]): string {
  const facts = ran.flatMap((result) =>
    result.images.map(({ image, standIn }) => ({
      row: result.row,
      text: `\`${image}\`${standIn === undefined ? '' : `: a stand-in with ${standIn}`}`,
    })),
  );
  const lines = [...new Set(facts.map((fact) => fact.text))].sort().map((text) => `- ${text}`);
  return lines.length > 0 ? ['## Images', '', ...lines].join('\n') : '';
}

function changes(ran: readonly RowResult[]): string {
  const all = ran.flatMap((result) => result.changes.map((text) => ({ row: result.row, text })));
  const lines = group(all, (change) => change.text, ran.length).map(([text, names]) => `- ${text}${names ? ` (${names})` : ''}`);
  if (lines.length === 0) return '';
  return ['## What was changed for the cluster', '', 'Everything else is what stands in dist.', '', ...lines].join('\n');
}

/** Texts in the order of their first appearance, each with its rows; without them where they are all the rows. */
function group<T extends { readonly row: string }>(
  items: readonly T[],
  text: (item: T) => string,
  all = new Set(items.map((item) => item.row)).size,
): [string, string][] {
  const rowsOf = new Map<string, Set<string>>();
  for (const item of items) rowsOf.set(text(item), (rowsOf.get(text(item)) ?? new Set()).add(item.row));
  return [...rowsOf].map(([key, names]) => [key, names.size === all ? '' : [...names].map((name) => `\`${name}\``).join(', ')]);
}
