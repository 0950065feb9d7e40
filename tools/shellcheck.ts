// Checks every script with shellcheck, if that is on PATH. In pods, scripts source each other from /etc/ballast, where their ConfigMap is mounted.
// So each folder of scripts is checked below a root of its own, in which /etc/ballast is that folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Batch, batches } from './script-batches';

const project = resolve(__dirname, '..');

/** Scripts that git tracks and new ones, without ignored folders such as node_modules, and without the copies in charts. */
const scripts = (): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*.sh', '.ci/run', ':!helm'], {
    cwd: project,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(project, path)));

/** Prints the findings of shellcheck. @returns whether there are none */
function check({ folder, shell, files }: Batch): boolean {
  const root = mkdtempSync(join(tmpdir(), 'ballast-shellcheck-'));
  try {
    mkdirSync(join(root, 'etc'));
    symlinkSync(join(project, folder), join(root, 'etc/ballast'));
    const flags = [`--shell=${shell}`, '--external-sources', `--source-path=${root}`];
    return spawnSync('shellcheck', [...flags, '--', ...files], { cwd: project, stdio: 'inherit' }).status === 0;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const all = scripts().map((path) => ({ path, folder: dirname(path), text: readFileSync(join(project, path), 'utf8') }));
if (spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0) {
  const unsound = batches(all).filter((batch) => !check(batch));
  console.log(`${unsound.length === 0 ? '[OK]' : '[FAIL]'} shellcheck: ${all.length} scripts`);
  if (unsound.length > 0) process.exitCode = 1;
} else {
  console.log(`[WARNING] shellcheck is not on PATH: ${all.length} scripts are not checked`);
}
