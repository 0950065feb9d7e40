import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../model';
import { componentHashes } from '../../proof/manifests';
import { proofDocuments } from '../../proof/report';
import { readResults } from '../../proof/results';
import { type Files, filesBelow } from '../write';
import { componentTable } from './components';
import { connectionDiagram } from './diagram';
import { runbooks } from './runbooks';
import { secretTable } from './secrets';

/**
 * The docs that are generated from the models: an architecture page for each platform, from the environment with the most connections; a runbook
 * for each component with alerts; and the pages of the proof, in which rows that ran on other manifests are marked.
 *
 * @param manifests the files of dist
 * @param root the project's folder; text outside of the generated parts is kept
 */
export function documents(models: readonly Model[], manifests: Files, root: string): Files {
  const platforms = [...new Set(models.map((model) => model.platform))];
  const pages = platforms.map((platform) =>
    architecturePage(
      models.filter((model) => model.platform === platform),
      root,
    ),
  );
  const hashes = componentHashes((folder) => filesBelow(manifests, folder));
  return { ...Object.fromEntries(pages), ...runbooks(models), ...proofDocuments(readResults(root), hashes) };
}

function architecturePage(models: readonly Model[], root: string): [path: string, text: string] {
  const fullest = models.reduce((most, model) => (model.connections.length >= most.connections.length ? model : most));
  const path = `docs/architecture/${fullest.platform}.md`;
  const parts = { components: componentTable(fullest), connections: connectionDiagram(fullest), secrets: secretTable(fullest) };
  if (!existsSync(join(root, path))) throw new Error(missingPage(path, Object.keys(parts)));
  const page = readFileSync(join(root, path), 'utf8');
  return [path, Object.entries(parts).reduce((text, [name, part]) => fill(path, text, name, part), page)];
}

const missingPage = (path: string, parts: readonly string[]): string =>
  [`${path} is missing; write the page of the platform, with these marks around the generated parts:`, ...parts.flatMap(marksOf)].join('\n  ');

const marksOf = (name: string): [begin: string, end: string] => [`<!-- ${name}: generated -->`, `<!-- end of ${name} -->`];

/** Replaces the text between `<!-- NAME: generated -->` and `<!-- end of NAME -->`. */
export function fill(path: string, page: string, name: string, text: string): string {
  const [begin, end] = marksOf(name);
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path}: the marks '${begin}' and '${end}' are missing; add them around the generated part`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}
