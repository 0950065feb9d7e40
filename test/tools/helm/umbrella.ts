// Renders a chart with many sets of values in one run of helm: each set is a part of an umbrella chart, with the templates of the chart.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { helmFlags, type Manifest } from '../../../model';

const helm = (args: readonly string[]): string =>
  execFileSync('helm', args, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, KUBECONFIG: '' } });

export const namespace = 'elsewhere';

/**
 * What a chart renders to for each set of values, as a release in the namespace `elsewhere`. Without the schema of the values, which helm would read
 * once for each set.
 */
export function rendered(chart: string, sets: readonly unknown[]): Manifest[][] {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-umbrella-'));
  try {
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: umbrella\nversion: 0.0.0\n');
    for (const [index, values] of sets.entries()) {
      const part = join(folder, 'charts', nameOf(index));
      mkdirSync(part, { recursive: true });
      writeFileSync(join(part, 'Chart.yaml'), readFileSync(join(chart, 'Chart.yaml'), 'utf8').replace(/^name: .*$/m, `name: ${nameOf(index)}`));
      writeFileSync(join(part, 'values.yaml'), JSON.stringify(values));
      for (const shared of ['templates', 'files']) symlinkSync(join(chart, shared), join(part, shared));
    }
    const documents = helm(['template', 'shop', folder, ...helmFlags, '--namespace', namespace]).split(/^---\n(?=# Source: )/m);
    return sets.map((_, index) =>
      documents.flatMap((text) => (text.startsWith(`# Source: umbrella/charts/${nameOf(index)}/`) ? manifestIn(text) : [])),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nameOf = (index: number): string => `set${index}`;

const known = new Map<string, Manifest>();

/** Most documents are equal in many sets. */
function manifestIn(document: string): Manifest[] {
  const text = document.slice(document.indexOf('\n') + 1).replace(/^---\n/, '');
  if (text.trim() === '') return [];
  const manifest = known.get(text) ?? (parse(text) as Manifest);
  known.set(text, manifest);
  return [manifest];
}

export { helm };
