// Measures the two commands, compares synth with kustomize and helm, and writes docs/benchmark.md. Compare only figures of one run, because
// they depend on the load of the machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { platforms } from '../../charts/platforms';
import { benchmarkPage, notReached } from './page';
import { plainFolders } from './plain-folders';
import { isOnPath, type Timed, timeInTurns } from './turns';

const folders = platforms.flatMap(({ name, environments }) => environments.map((environment) => join('dist', name, environment)));
const files = platforms.flatMap((platform) => platform.environments.flatMap((name) => platform.build(name).files));
const objects = files.reduce((sum, file) => sum + file.objects.length, 0);

const copies = (times: number, loader = './tools/load-typescript.cjs'): Timed['commands'] => [
  ['node', '-r', loader, 'tools/bench/copies.ts', String(times)],
];
const synth: Timed = { name: 'make synth', what: 'renders every environment and checks all policies', limit: 1, commands: [['make', '-s', 'synth']] };
const test: Timed = { name: 'make test', what: 'checks types, lint and scripts, and runs all tests', limit: 60, commands: [['make', '-s', 'test']] };
const charts: Timed = {
  name: 'tools/helm/render-chart.ts',
  what: 'projects the charts, which `make synth` does in addition if sources changed',
  commands: platforms
    .filter(({ helm }) => helm)
    .map(({ name }) => ['node', '-r', './tools/load-typescript.cjs', 'tools/helm/render-chart.ts', name, process.cwd()] as const),
};
const start: Timed = { name: 'start-up', what: 'loads all modules that synth needs, and renders nothing', commands: copies(0) };
const startByTsx: Timed = { name: 'start-up by tsx', what: 'the same with the earlier loader', commands: copies(0, 'tsx/cjs') };
const once: Timed = { name: 'once', what: `renders, checks and writes ${objects} objects`, commands: copies(1) };
const tenTimes: Timed = {
  name: 'ten times',
  what: `the same for every platform ten times, under other names: ${10 * objects} objects`,
  commands: copies(10),
};

const temporary = mkdtempSync(join(tmpdir(), 'ballast-bench-'));
try {
  const plain = plainFolders(folders, temporary);
  const others: readonly (Timed & { readonly program: string })[] = [
    {
      name: '`kustomize build`',
      program: 'kustomize',
      what: 'prints the same folders from plain files',
      commands: plain.map((folder) => ['kustomize', 'build', folder]),
    },
    {
      name: '`helm template`',
      program: 'helm',
      what: 'prints the same folders from plain files',
      commands: plain.map((folder) => ['helm', 'template', folder]),
    },
  ];
  const present = others.filter(({ program }) => isOnPath(program));
  const compared = timeInTurns([synth, start, startByTsx, once, tenTimes, ...present], 25);
  const benchmark = {
    machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}`,
    objects,
    environments: folders.length,
    commands: [compared[0], ...timeInTurns([charts, test], 3)],
    compared,
    missing: others.filter((other) => !present.includes(other)),
    furtherObject: (1000 * (compared[4].median - compared[3].median)) / (9 * objects),
  };
  const page = benchmarkPage(benchmark);
  writeFileSync('docs/benchmark.md', page);
  console.log(page);
  for (const line of notReached(benchmark)) {
    console.error(`[ERROR] ${line}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true });
}
