// Tests both ways to synth in copies of the project: `make synth` runs main.ts, `cdk8s synth` runs it through the CLI.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, readFiles, root, withCopy } from './project';

const ways = {
  'make synth': ['-r', './tools/load-typescript.cjs', 'main.ts'],
  'cdk8s synth': ['node_modules/.bin/cdk8s', 'synth', '--check-upgrade=false'],
};

/** Another time zone and locale, with another order of letters and another capital of i. */
const environment = { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', CDK8S_OUTDIR: undefined };

function run(cwd: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Gives the first store of an environment an invalid size. */
function breakEnvironment(folder: string, environment: string): void {
  const file = join(folder, 'charts/shopfds/environments.ts');
  const text = readFileSync(file, 'utf8');
  const broken = text.replace(new RegExp(`(export const ${environment}\\b[\\s\\S]*?storage: )'[^']*'`), "$1'plenty'");
  if (broken === text) throw new Error(`${file}: ${environment} has no storage: '...' that this test could break`);
  writeFileSync(file, broken);
}

describe.each(Object.entries(ways))('%s', (_, args) => {
  it('renders the committed bytes in another folder, time zone and locale, and removes stale files', () =>
    withCopy(async (folder) => {
      writeFileSync(join(folder, 'dist/shopfds/dev/99-stale.yaml'), 'kind: Stale\n');
      writeFileSync(join(folder, 'dist/shopfds/production/10-data.yaml'), 'kind: Stale\n');
      writeFileSync(join(folder, 'helm/shopfds/templates/99-stale.yaml'), 'kind: Stale\n');
      expect(await run(folder, args)).toMatchObject({ code: 0 });
      expect(differences(readFiles(folder, ['dist', 'docs', 'helm']), readFiles(root, ['dist', 'docs', 'helm']))).toEqual([]);
    }));

  it('fails on a wrong value, names platform, environment, path and value, and leaves dist and docs as they were', () =>
    withCopy(async (folder) => {
      breakEnvironment(folder, 'production'); // rendered last
      writeFileSync(join(folder, 'dist/shopfds/dev/99-mark.yaml'), 'kind: Mark\n');
      const before = readFiles(folder, ['dist', 'docs', 'helm']);
      const { code, output } = await run(folder, args);
      expect(code).not.toBe(0);
      expect(output).toMatch(/shopfds\/production: database\.storage is "plenty"; it must be a quantity of bytes/);
      expect(differences(readFiles(folder, ['dist', 'docs', 'helm']), before)).toEqual([]);
      expect(existsSync(join(folder, 'dist/shopfds/dev/99-mark.yaml'))).toBe(true);
    }));
});

describe('synth', () => {
  const from = (folder: string) => ['-r', join(folder, 'tools/load-typescript.cjs'), join(folder, 'main.ts')];

  it('renders the same from another working directory', () =>
    withCopy(async (folder) => {
      rmSync(join(folder, 'dist'), { recursive: true });
      expect(await run(tmpdir(), from(folder))).toMatchObject({ code: 0 });
      expect(differences(readFiles(folder, ['dist', 'docs', 'helm']), readFiles(root, ['dist', 'docs', 'helm']))).toEqual([]);
    }));

  it('puts dist back that a killed run moved away, although it fails', () =>
    withCopy(async (folder) => {
      breakEnvironment(folder, 'dev');
      mkdirSync(join(folder, '.dist-killed'));
      renameSync(join(folder, 'dist'), join(folder, '.dist-killed/old'));
      expect(await run(folder, from(folder))).toMatchObject({ code: 1 });
      expect(differences(readFiles(folder, ['dist']), readFiles(root, ['dist']))).toEqual([]);
    }));

  it('reports a fault of several environments once', () =>
    withCopy(async (folder) => {
      for (const name of ['dev', 'staging', 'production']) breakEnvironment(folder, name);
      const { output } = await run(folder, from(folder));
      expect(output).toMatch(/^shopfds\/dev, staging, (?:\S+, )*production: database\.storage is "plenty"; .*\ndist is unchanged\.\n$/);
    }));
});
