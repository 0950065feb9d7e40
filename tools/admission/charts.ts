import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { helmFlags } from '../../model';
import { type DistEnvironment, documentsOf } from './dist';

interface Chart {
  readonly name: string;
  readonly environments: readonly string[];
}

/**
 * What helm renders of a platform's chart with the values of each of its environments, in the namespace of dist.
 *
 * @returns undefined if helm is not on PATH
 */
export function readChart(root: string, { name, environments }: Chart): DistEnvironment[] | undefined {
  const chart = join(root, 'helm', name);
  const rendered: DistEnvironment[] = [];
  for (const environment of environments) {
    const values = join(chart, `values-${environment}.yaml`);
    const { status, stdout, stderr, error } = spawnSync(
      'helm',
      ['template', name, chart, '--namespace', name, ...helmFlags, ...(existsSync(values) ? ['--values', values] : [])],
      { encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    if (error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (status !== 0) throw new Error(`helm template ${chart} for ${environment}: ${error?.message ?? stderr}`);
    rendered.push({ name: `helm/${name} for ${environment}`, documents: stdout.split(/^---\n(?=# Source: )/m).flatMap(documentsIn) });
  }
  return rendered;
}

/** The object of one template; helm names the template in a comment. */
function documentsIn(text: string): DistEnvironment['documents'][number][] {
  const [, file = 'template'] = /^# Source: [^/]+\/(\S+)$/m.exec(text) ?? [];
  return text.replace(/^(#.*|---)$/gm, '').trim() === '' ? [] : documentsOf(file, text.replace(/^---$/gm, ''));
}
