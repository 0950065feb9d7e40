// Runs plan.awk as the keeper does.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileOf } from '../../../constructs/kubernetes';

const program = ['plan.awk', 'place.awk'].map((name) => fileOf(resolve('constructs/redis/scripts', name), 'reload').text).join('\n');

/** Cache of awk's output by its input: the same input gives the same plan, and each call costs a process. */
const told = new Map<string, string>();

export interface Act {
  readonly address: string;
  readonly command: string;
  readonly reason: string;
}

/** The plan for what a keeper sees. */
export function planOf(variables: Readonly<Record<string, string | number>>, input: string): Act[] {
  const assignments = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const asked = `${assignments.join(' ')}\n${input}`;
  const said = told.get(asked) ?? run(assignments, input);
  told.set(asked, said);
  return said.split('\n').flatMap((line) => {
    const [address = '', command = '', reason = ''] = line.split(';');
    return line === '' ? [] : [{ address, command, reason }];
  });
}

function run(assignments: readonly string[], input: string): string {
  const child = spawnSync('awk', [...assignments, program], { input, encoding: 'utf8' });
  if (child.status !== 0 || child.stderr !== '') throw new Error(`awk ended with ${child.status}: ${child.stderr}`);
  return child.stdout;
}
