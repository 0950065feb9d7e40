import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import programsOf from '../programs.json';
import { root, sources } from './project';

const paths = Object.keys(programsOf);

/** Runs the tests of Jest's project `servers` with an empty PATH. */
const runBare = () =>
  spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'servers', '--passWithNoTests', ...paths], {
    cwd: root,
    env: { ...process.env, PATH: '' },
    encoding: 'utf8',
    timeout: 30_000,
  });

describe('test/programs.json', () => {
  it('lists tests that exist', () => {
    expect(paths.filter((path) => !(path in sources()))).toEqual([]);
  });

  it('lists each test that starts real servers', () => {
    const starting = Object.entries(sources()).flatMap(([path, text]) =>
      path.endsWith('.test.ts') && /from '\.\/servers'/.test(text) ? [path] : [],
    );
    expect(starting.filter((path) => !paths.includes(path))).toEqual([]);
  });
});

describe('Jest on a machine without the servers', () => {
  const { status, stderr } = runBare();

  it('passes', () => {
    expect(status).toBe(0);
  });

  it('names each skipped test and the missing programs', () => {
    const warnings = stderr.split('\n').filter((line) => line.startsWith('[WARNING]'));
    expect(warnings).toEqual(Object.entries(programsOf).map(([path, programs]) => `[WARNING] not run: ${path}: ${programs.join(', ')} not on PATH`));
  });
});
