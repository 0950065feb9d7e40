import type { Figures, Timed } from './turns';

/** The results of a benchmark run. */
export interface Benchmark {
  readonly machine: string;
  readonly objects: number;
  readonly environments: number;
  /** The two commands of the README. */
  readonly commands: readonly Figures[];
  /** The programs that took turns with synth. */
  readonly compared: readonly Figures[];
  /** Comparisons that were skipped, because the program is not on PATH. */
  readonly missing: readonly Timed[];
  /** Milliseconds for each further object. */
  readonly furtherObject: number;
}

/** The goal for a further object, in milliseconds. */
export const furtherObjectLimit = 0.4;

/** docs/benchmark.md. */
export const benchmarkPage = ({ machine, objects, environments, commands, compared, missing, furtherObject }: Benchmark): string => `# Benchmark

\`make bench\` wrote this page after set-up, on a machine with ${machine}; ${objects} objects in ${environments} environments.

| command | what it does | goal | minimum | median | maximum | runs |
|---|---|---|---|---|---|---|
${commands.map(({ limit, ...figures }) => `| \`${figures.name}\` | ${figures.what} | ${limit ? `< ${limit} s` : ''} | ${seconds(figures)} |`).join('\n')}

Each further object takes ${furtherObject.toFixed(2)} ms; the goal is at most ${furtherObjectLimit} ms. The figure is the difference between the medians of *ten times* and *once* below, divided by the ${9 * objects} further objects.

The programs of this table took turns in one run:

| program | what it does | minimum | median | maximum | runs |
|---|---|---|---|---|---|
${[
  ...compared.map((figures) => `| ${figures.name} | ${figures.what} | ${seconds(figures)} |`),
  ...missing.map(({ name, what }) => `| ${name} | ${what} | not on PATH | | | |`),
].join('\n')}
`;

const seconds = ({ minimum, median, maximum, runs }: Figures): string =>
  `${minimum.toFixed(2)} s | ${median.toFixed(2)} s | ${maximum.toFixed(2)} s | ${runs}`;

/** The goals that the benchmark missed, as text. */
export const notReached = ({ commands, furtherObject }: Benchmark): string[] => [
  ...commands.flatMap(({ name, limit, median }) =>
    limit && median >= limit ? [`${name} takes ${median.toFixed(2)} s; the goal is less than ${limit} s`] : [],
  ),
  ...(furtherObject > furtherObjectLimit
    ? [`a further object takes ${furtherObject.toFixed(2)} ms; the goal is at most ${furtherObjectLimit} ms`]
    : []),
];
