import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Fake programs by name: the body of a shell script. */
type Programs = Readonly<Record<string, string>>;

const all: Programs = {
  node: 'echo v22.1.0',
  npm: 'echo 10.0.0',
  kubectl: 'case $1 in config) echo kind-shop ;; get) echo "{}" ;; esac',
};

/** Runs the script with no programs on PATH but these. */
function check(programs: Programs): { status: number | null; output: string[]; errors: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-programs-'));
  try {
    for (const [name, body] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['tools/everyday/check-programs.sh'], { env: { PATH: folder }, encoding: 'utf8' });
    return { status, output: stdout.split('\n').filter(Boolean), errors: stderr.split('\n').filter(Boolean) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const without = (name: string): Programs => Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));

describe('make setup', () => {
  it('finds what it needs', () => {
    expect(check(all)).toEqual({
      status: 0,
      output: ['[OK] node v22.1.0', '[OK] npm', '[OK] kubectl, and the cluster of context kind-shop answers'],
      errors: [],
    });
  });

  it.each([
    ['node is missing', without('node'), '[FAIL] node is not on PATH; install Node.js 20 or newer: https://nodejs.org/en/download'],
    ['node is too old', { ...all, node: 'echo v18.20.0' }, '[FAIL] node is v18.20.0; install Node.js 20 or newer: https://nodejs.org/en/download'],
    ['npm is missing', without('npm'), '[FAIL] npm is not on PATH; install it with Node.js: https://nodejs.org/en/download'],
    ['kubectl is missing', without('kubectl'), '[FAIL] kubectl is not on PATH; install it: https://kubernetes.io/docs/tasks/tools/'],
    [
      'kubectl has no context',
      { ...all, kubectl: 'exit 1' },
      '[FAIL] kubectl has no current context; start a cluster, such as one of kind or minikube, or choose one: kubectl config use-context NAME',
    ],
    [
      'the cluster does not answer',
      { ...all, kubectl: 'case $1 in config) echo kind-shop ;; get) echo log >&2; echo refused >&2; exit 1 ;; esac' },
      '[FAIL] context kind-shop: its cluster does not answer (refused); start it, or choose another one: kubectl config use-context NAME',
    ],
  ])('says what to do if %s', (_, programs, message) => {
    expect(check(programs)).toMatchObject({ status: 1, errors: [message] });
  });

  it('names everything that is missing at once', () => {
    expect(check({}).errors).toHaveLength(3);
  });
});
