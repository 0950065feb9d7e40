// Two projects: `servers` has the tests that need programs of the machine (test/programs.json lists them), `pure` all others. A test whose programs
// are not all on PATH is left out, and named at the end of the run.
const { existsSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { delimiter, join } = require('node:path');
const programsOf = require('./test/programs.json');

process.chdir(__dirname); // tests read files of the project by their paths in it, wherever Jest was started

const isOnPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
const tests = Object.entries(programsOf).map(([path, programs]) => ({ path, missing: programs.filter((program) => !isOnPath(program)) }));
const notRun = tests.filter(({ missing }) => missing.length > 0);

const project = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};

module.exports = {
  // Jest would leave one of the cores idle; and tests with real servers wait for these most of the time.
  maxWorkers: availableParallelism() + (notRun.length < tests.length ? 1 : 0),
  reporters: ['default', ['<rootDir>/test/not-run.cjs', { notRun }]],
  projects: [
    { ...project, displayName: 'pure', testMatch: ['**/test/**/*.test.ts', ...tests.map(({ path }) => `!**/${path}`)] },
    // Not an empty list: to Jest that means all tests.
    { ...project, displayName: 'servers', testMatch: [...tests.map(({ path }) => `**/${path}`), ...notRun.map(({ path }) => `!**/${path}`)] },
  ],
};
