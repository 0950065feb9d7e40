// Two projects: `servers` contains the tests that need programs of the machine (test/programs.json lists them), `pure` all others. If a program
// is not on PATH, its tests are skipped and named at the end of the run.
const { existsSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { delimiter, join } = require('node:path');
const programsOf = require('./test/programs.json');

process.chdir(__dirname); // tests read files by paths relative to the project, and Jest may start anywhere

const isOnPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
const tests = Object.entries(programsOf).map(([path, programs]) => ({ path, missing: programs.filter((program) => !isOnPath(program)) }));
const notRun = tests.filter(({ missing }) => missing.length > 0);

const project = {
  rootDir: __dirname,
  // It loads modules once for each worker, not for each test file, which takes half the CPU time. Tests must undo what they change in modules.
  runner: '<rootDir>/test/runner/runner.mjs',
  setupFiles: ['<rootDir>/test/runner/typescript.cjs'],
  transform: {},
};

module.exports = {
  // By default Jest leaves one core idle. Tests with real servers mostly wait, so they get one more worker.
  maxWorkers: availableParallelism() + (notRun.length < tests.length ? 1 : 0),
  reporters: ['default', ['<rootDir>/test/runner/not-run.cjs', { notRun }], ['<rootDir>/test/runner/unfinished.cjs', { seconds: 300 }]],
  projects: [
    { ...project, displayName: 'pure', testMatch: ['**/test/**/*.test.ts', ...tests.map(({ path }) => `!**/${path}`)] },
    // The list must not be empty: for Jest, an empty list means all tests.
    { ...project, displayName: 'servers', testMatch: [...tests.map(({ path }) => `**/${path}`), ...notRun.map(({ path }) => `!**/${path}`)] },
  ],
};
