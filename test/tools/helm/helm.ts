import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checks, schema } from './shopfds';

/** A chart that only checks values. Its own values are empty: Helm would merge them with those of a test. */
const chart: Readonly<Record<string, unknown>> = {
  'Chart.yaml': { apiVersion: 'v2', name: 'shopfds', version: '0.1.0' },
  'values.yaml': {},
  'values.schema.json': schema,
  'templates/checks.yaml': checks,
};

/** A chart that has the chart once for each values, under an alias of its own. One run checks them all. */
function umbrellaOf(all: readonly unknown[]): Readonly<Record<string, unknown>> {
  const dependencies = all.map((_, index) => ({ name: 'shopfds', version: '0.1.0', repository: '', alias: `values-${index}` }));
  return {
    'Chart.yaml': { apiVersion: 'v2', name: 'umbrella', version: '0.1.0', dependencies },
    'values.yaml': Object.fromEntries(all.map((values, index) => [`values-${index}`, values])),
    ...Object.fromEntries(Object.entries(chart).map(([name, content]) => [`charts/shopfds/${name}`, content])),
  };
}

/**
 * The errors of `helm template` for each of the values, from one run of Helm.
 *
 * It reports the faults by the schema of all; but of the rules, which are templates, only those of the first one that fails.
 */
export async function errorsOf(all: readonly unknown[]): Promise<string[]> {
  const output = await template(umbrellaOf(all));
  const sections = new Map(output.split(/^(?=values-\d+:$)/m).map((section): [string, string] => [section.split(':')[0] ?? '', section]));
  if (output !== '' && sections.size < 2) throw new Error(output); // not faults of values
  return all.map((_, index) => sections.get(`values-${index}`) ?? '');
}

/** The error of `helm template` for values; empty if there is none. */
export const errorOf = (values: unknown): Promise<string> => template({ ...chart, 'values.yaml': values });

async function template(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-helm-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    await promisify(execFile)('helm', ['template', 'test', folder]);
    return '';
  } catch (error) {
    return String((error as { readonly stderr?: string }).stderr ?? error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
