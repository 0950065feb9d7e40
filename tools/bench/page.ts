import type { Figures, Timed } from './turns';

/** What a run of the benchmark found. */
export interface Benchmark {
  readonly machine: string;
  readonly objects: number;
  readonly environments: number;
  /** The two commands of the README. */
  readonly commands: readonly Figures[];
  /** What took turns with synth. */
  readonly compared: readonly Figures[];
  /** What could not be compared, because its program is not on PATH. */
  readonly missing: readonly Timed[];
  /** Milliseconds that each further object costs. */
  readonly furtherObject: number;
}

/** Milliseconds that a further object may cost. */
export const furtherObjectLimit = 0.4;

/** docs/benchmark.md. */
export const benchmarkPage = ({ machine, objects, environments, commands, compared, missing, furtherObject }: Benchmark): string => `# Benchmark

Written by \`make bench\`, after set-up: ${machine}; ${objects} objects in ${environments} environments.

| command | what it does | to reach | median | maximum | runs |
|---|---|---|---|---|---|
${commands.map(({ limit, ...figures }) => `| \`${figures.name}\` | ${figures.what} | ${limit ? `< ${limit} s` : ''} | ${seconds(figures)} |`).join('\n')}

Each further object costs ${furtherObject.toFixed(2)} ms; to reach: at most ${furtherObjectLimit} ms. It is the difference between *ten times* and *once* below, for each of the ${9 * objects} objects more.

The programs of this table took turns in one run:

| what | what it does | median | maximum | runs |
|---|---|---|---|---|
${[
  ...compared.map((figures) => `| ${figures.name} | ${figures.what} | ${seconds(figures)} |`),
  ...missing.map(({ name, what }) => `| ${name} | ${what} | not on PATH | | |`),
].join('\n')}
`;

const seconds = ({ median, maximum, runs }: Figures): string => `${median.toFixed(2)} s | ${maximum.toFixed(2)} s | ${runs}`;

/** What the benchmark did not reach, in words. */
export const notReached = ({ commands, furtherObject }: Benchmark): string[] => [
  ...commands.flatMap(({ name, limit, median }) =>
    limit && median >= limit ? [`${name} takes ${median.toFixed(2)} s, and must take less than ${limit} s`] : [],
  ),
  ...(furtherObject > furtherObjectLimit ? [`a further object costs ${furtherObject.toFixed(2)} ms, and may cost ${furtherObjectLimit} ms`] : []),
];
