// Runs plan.awk as the keeper does.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  const assignments = Object.entries(variables).map(([name, value]) => `-v ${name}=${value}`);
  const asked = `${assignments.join(' ')}\n${input}`;
  const said = told.get(asked) ?? run(assignments.join(' '), input);
  told.set(asked, said);
  return said.split('\n').flatMap((line) => {
    const [address = '', command = '', reason = ''] = line.split(';');
    return line === '' ? [] : [{ address, command, reason }];
  });
}

/** Starts awk for each request. A shell does that several times as fast as Jest, whose process is large. */
const loop = 'while read -r assignments; do awk $assignments -f plan.awk <input >output 2>errors; echo $?; done <requests >answers';

interface Shell {
  readonly folder: string;
  readonly requests: number;
  readonly answers: number;
}
let shell: Shell | undefined;

/** Each test file that plans calls this once, outside of its tests. */
export function useAwk(): void {
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'ballast-plan-'));
    writeFileSync(join(folder, 'plan.awk'), program);
    execFileSync('mkfifo', ['requests', 'answers'], { cwd: folder });
    spawn('/bin/sh', ['-c', loop], { cwd: folder, stdio: 'ignore' }).unref();
    shell = { folder, requests: openSync(join(folder, 'requests'), 'w'), answers: openSync(join(folder, 'answers'), 'r') };
  });
  afterAll(() => {
    if (!shell) return;
    closeSync(shell.requests); // ends the loop
    closeSync(shell.answers);
    rmSync(shell.folder, { recursive: true });
    shell = undefined;
  });
}

function run(assignments: string, input: string): string {
  if (!shell) throw new Error('the test file does not call useAwk()');
  const { folder, requests, answers } = shell;
  writeFileSync(join(folder, 'input'), input);
  writeSync(requests, `${assignments}\n`);
  const answer = Buffer.alloc(8);
  const status = answer.toString('utf8', 0, readSync(answers, answer)).trim();
  const errors = readFileSync(join(folder, 'errors'), 'utf8');
  if (status !== '0' || errors !== '') throw new Error(`awk ended with ${status}: ${errors}`);
  return readFileSync(join(folder, 'output'), 'utf8');
}
