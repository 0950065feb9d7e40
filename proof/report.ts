import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentHash, provenFolder, readManifestFiles } from './manifests';
import type { Promised } from './measurement';
import { fullRepetitions } from './measurement';
import { type ClusterUnderTest, type RowResult, readResults } from './results';
import { rows } from './rows';

/** What the document needs to know of a row. */
export interface RowDescription {
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  readonly component: { readonly name: string; readonly introduction: string };
}

/** Gives the hash of a component's manifests as they are now; undefined where there are none. */
export type Hashes = (component: string) => string | undefined;

/** Writes docs/proof.md from the results that are kept and the manifests that stand in dist. */
export function writeProofDocument(root: string): void {
  const hash = componentHash(readManifestFiles(join(root, provenFolder)));
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs', 'proof.md'), proofDocument(readResults(root), hash));
}

/** The text of docs/proof.md: a section for each component, and what their rows share. */
export function proofDocument(results: readonly RowResult[], hash: Hashes, described: readonly RowDescription[] = rows): string {
  const ran = described.flatMap((row) => results.find((result) => result.row === row.name) ?? []);
  const components = [...new Set(described.map((row) => row.component))];
  const sections = components.map(({ name, introduction: who }) =>
    section(
      name,
      who,
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

Written by \`make proof\`, never by hand. Each row was caused on a real cluster that ran ShopFDS's production manifests, one store at a time; the figure is what
real clients in pods saw. An outage is the longest time between two successes of a client that tries about 20 times a second. A figure is the median and the
maximum of at least ${fullRepetitions} repetitions where it is an outage, if the row does not say otherwise. One row alone: \`make proof ROW=<row>\`; all of a store: \`make proof ROW=<store>\`.

Where the column *Stand-ins* names an image, the published one was not run here: an image with the same program in the version that stands under
*Images* took its name. Its users, paths and entry points may differ from the published one's.

A row that ran on other manifests of its store than those that are in dist now is **stale**.`;

/** What stands of one component. */
function section(component: string, who: string, described: readonly RowDescription[], all: readonly RowResult[], hash: string | undefined): string {
  const ran = all.filter((result) => described.some((row) => row.name === result.row));
  const now = hash ? `Its manifests now: \`${hash}\`.` : 'dist has no manifests of it now.';
  return [`## ${component}`, `${who}\n\n${now}`, summary(described, ran, hash), table(described, ran, hash), notes(described, ran)]
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
  return lines.length > 0 ? ['### Notes', '', ...lines].join('\n') : '';
}

/** A component and those of its rows that ran: together they go by its name. */
interface Group {
  readonly name: string;
  readonly rows: readonly string[];
}

/** Facts of the clusters: most often one, or two that differ in the grace period. */
function clusters(ran: readonly RowResult[], groups: readonly Group[]): string {
  const lines = collect(
    ran.map((result) => ({ row: result.row, text: describe(result.cluster) })),
    groups,
  ).map(([facts, names]) => `- ${facts}${names ? `: ${names}` : ''}`);
  if (lines.length === 0) return '';
  return ['## Clusters', '', 'Figures of different clusters do not compare; these are for comparison within one run.', '', ...lines].join('\n');
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
  return ['## What was changed for the cluster', '', 'Everything else is what stands in dist.', '', ...lines].join('\n');
}

/** Texts in the order of their first appearance, each with its rows, or with the component whose rows all have it; without them where all rows have it. */
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
