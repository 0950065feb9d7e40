// Times the two commands and writes docs/benchmark.md. Compare figures of one run only: the machine's load is in them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { platforms } from '../charts/platforms';

const targets = [
  { name: 'make synth', what: 'renders every environment, all policies included', limit: 1, times: 7, command: ['make', '--silent', 'synth'] },
  { name: 'make test', what: 'types, lint, scripts and all tests', limit: 60, times: 3, command: ['make', '--silent', 'test'] },
];

function secondsOf([program = '', ...parameters]: readonly string[]): number {
  const start = performance.now();
  execFileSync(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
  return (performance.now() - start) / 1000;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const objects = platforms.flatMap((platform) => platform.environments.flatMap((name) => platform.build(name).files.flatMap((file) => file.objects)));
const results = targets.map((target) => {
  secondsOf(target.command); // what it caches, and what it sets up
  const times = Array.from({ length: target.times }, () => secondsOf(target.command));
  console.log(`${target.name}: median ${median(times).toFixed(2)} s, maximum ${Math.max(...times).toFixed(2)} s`);
  return { ...target, times };
});
const rows = results.map(
  ({ name, what, limit, times }) =>
    `| \`${name}\` | ${what} | < ${limit} s | ${median(times).toFixed(2)} s | ${Math.max(...times).toFixed(2)} s | ${times.length} |`,
);
writeFileSync(
  'docs/benchmark.md',
  `# Benchmark

Written by \`make bench\`, after set-up: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}; ${objects.length} objects in ${platforms.reduce((sum, { environments }) => sum + environments.length, 0)} environments.

| command | what it does | to reach | median | maximum | runs |
|---|---|---|---|---|---|
${rows.join('\n')}
`,
);
if (results.some(({ limit, times }) => median(times) >= limit)) process.exitCode = 1;
