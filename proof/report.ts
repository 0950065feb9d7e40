import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentHash, provenFolder, readManifestFiles } from './manifests';
import type { Promised } from './measurement';
import { fullRepetitions } from './measurement';
import { type ClusterUnderTest, type RowResult, readResults } from './results';
import { rows } from './rows';

/** What the document needs to know about a row. */
export interface RowDescription {
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  readonly component: { readonly name: string; readonly introduction: string };
}

/** Returns the hash of a component's current manifests; undefined if there are none. */
export type Hashes = (component: string) => string | undefined;

/** Writes docs/proof.md from the saved results and the manifests in dist. */
export function writeProofDocument(root: string): void {
  const hash = componentHash(readManifestFiles(join(root, provenFolder)));
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs', 'proof.md'), proofDocument(readResults(root), hash));
}

/** The text of docs/proof.md: a section for each component, and the facts that their rows share. */
export function proofDocument(results: readonly RowResult[], hash: Hashes, described: readonly RowDescription[] = rows): string {
  const ran = described.flatMap((row) => results.find((result) => result.row === row.name) ?? []);
  const components = [...new Set(described.map((row) => row.component))];
  const sections = components.map(({ name, introduction: text }) =>
    section(
      name,
      text,
      described.filter((row) => row.component.name === name),
      ran,
      hash(name),
    ),
  );
  const groups = components.map(({ name }) => ({
    name,
    rows: described.flatMap((row) => (row.component.name === name && ran.some((result) => result.row === row.name) ? [row.name] : [])),
  }));
  return `${[introduction, ...sections, clusters(ran, groups), images(ran), changes(ran, groups)].filter(Boolean).join('\n\n')}\n`;
}

const introduction = `# Proof: what ShopFDS's data stores survive

Written by \`make proof\`, never by hand. Each fault was caused on a real cluster that ran ShopFDS's production manifests, one store at a time. The figures are those
of real clients in pods. An outage is the longest time between two successes of a client that tries about 20 times a second. The figure of an outage is the median
and the maximum of at least ${fullRepetitions} repetitions, unless the row says otherwise. To run one row: \`make proof ROW=<row>\`; to run all rows of a store: \`make proof ROW=<store>\`.

If the column *Stand-ins* names an image, the published image did not run here. An image with the same program took its name; *Images* lists the version of
that program. Its users, paths and entry points may differ from those of the published image.

A row is **stale** if its store's manifests in dist have changed since it ran.`;

/** The section of one component. */
function section(
  component: string,
  introduction: string,
  described: readonly RowDescription[],
  all: readonly RowResult[],
  hash: string | undefined,
): string {
  const ran = all.filter((result) => described.some((row) => row.name === result.row));
  const now = hash ? `Current manifests: \`${hash}\`.` : 'dist contains no manifests of it now.';
  return [`## ${component}`, `${introduction}\n\n${now}`, summary(described, ran, hash), table(described, ran, hash), notes(described, ran)]
    .filter(Boolean)
    .join('\n\n');
}

function summary(described: readonly RowDescription[], ran: readonly RowResult[], hash: string | undefined): string {
  const count = (what: (result: RowResult) => boolean) => ran.filter(what).length;
  const parts = [
    `${count((result) => result.passed)} passed`,
    `${count((result) => !result.passed)} failed`,
    `${count((result) => result.manifests !== hash)} stale`,
    `${described.length - ran.length} not run`,
  ];
  return `**${described.length} rows: ${parts.join(', ')}.**`;
}

function table(described: readonly RowDescription[], ran: readonly RowResult[], hash: string | undefined): string {
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
  return ['| Row | Fault | Promise | Measured | Passed | Manifests | Stand-ins | Node grace |', '|---|---|---|---|---|---|---|---|', ...lines].join(
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

/** `ghcr.io/zalando/spilo-18:4.1-p2` is spilo-18. */
const shortName = (image: string): string => (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '');

function notes(described: readonly RowDescription[], ran: readonly RowResult[]): string {
  const lines = described.flatMap((row) => (ran.find((result) => result.row === row.name)?.notes ?? []).map((note) => `- \`${row.name}\`: ${note}`));
  return lines.length > 0 ? ['### Notes', '', ...lines].join('\n') : '';
}

/** A component and its rows that ran; its name can replace all of them. */
interface Group {
  readonly name: string;
  readonly rows: readonly string[];
}

/** Facts about the clusters: usually one, or two with different grace periods. */
function clusters(ran: readonly RowResult[], groups: readonly Group[]): string {
  const lines = collect(
    ran.map((result) => ({ row: result.row, text: describe(result.cluster) })),
    groups,
  ).map(([facts, names]) => `- ${facts}${names ? `: ${names}` : ''}`);
  if (lines.length === 0) return '';
  return ['## Clusters', '', 'Figures of different clusters are not comparable. Compare only figures of one run.', '', ...lines].join('\n');
}

const describe = (facts: ClusterUnderTest): string =>
  `Kubernetes ${facts.kubernetes}, ${facts.nodes}, kernel ${facts.kernel}, ${facts.runtime}, node-monitor grace ${facts.monitorGrace}, nodes stopped by ${facts.adapter}`;

function images(ran: readonly RowResult[]): string {
  const facts = ran.flatMap((result) =>
    result.images.map(({ image, standIn }) => `\`${image}\`${standIn === undefined ? '' : `: a stand-in with ${standIn}`}`),
  );
  const lines = [...new Set(facts)].sort().map((text) => `- ${text}`);
  return lines.length > 0 ? ['## Images', '', ...lines].join('\n') : '';
}

function changes(ran: readonly RowResult[], groups: readonly Group[]): string {
  const all = ran.flatMap((result) => result.changes.map((text) => ({ row: result.row, text })));
  const lines = collect(all, groups).map(([text, names]) => `- ${text}${names ? ` (${names})` : ''}`);
  if (lines.length === 0) return '';
  return ['## Changes for the cluster', '', 'Everything else ran as it is in dist.', '', ...lines].join('\n');
}

/** Texts in the order of their first appearance, each with its rows, or with the component if all of its rows have the text; without rows if all have it. */
function collect(items: readonly { readonly row: string; readonly text: string }[], groups: readonly Group[]): [string, string][] {
  const rowsOf = new Map<string, Set<string>>();
  for (const { row, text } of items) rowsOf.set(text, (rowsOf.get(text) ?? new Set()).add(row));
  const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
  return [...rowsOf].map(([text, names]) => [text, names.size === all ? '' : groups.flatMap((group) => namesIn(group, names)).join(', ')]);
}

function namesIn({ name, rows: own }: Group, names: ReadonlySet<string>): string[] {
  const those = own.filter((row) => names.has(row));
  return those.length === own.length && own.length > 0 ? [`all of ${name}`] : those.map((row) => `\`${row}\``);
}
