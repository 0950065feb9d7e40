import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import programsOf from '../programs.json';
import { root, sources } from './project';
import { programsOf as startedBy } from './started-programs';

const listed: Readonly<Record<string, readonly string[]>> = programsOf;
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

  it('lists each test that starts other programs than Node and those of every machine, with these programs', () => {
    const files = sources();
    const unlisted = Object.keys(files)
      .filter((path) => path.endsWith('.test.ts'))
      .flatMap((path) =>
        startedBy(path, files)
          .filter((program) => !listed[path]?.includes(program))
          .map((program) => `${path} starts ${program}`),
      );
    expect(unlisted).toEqual([]);
  });
});

describe('a test', () => {
  it.each([
    ["spawn('redis-server', ['--port', '1']);", ['redis-server']],
    ["child.execFileSync('nginx', []);", ['nginx']],
    ["spawnSync('/bin/sh', ['-c', 'exec mysqld --datadir .']);", ['mysqld']],
    ['execSync(`psql -c "select ${number}"`);', ['psql']],
    ["spawnSync('/bin/sh', ['-c', 'cat file']);", []],
    ["spawnSync(process.execPath, ['main.ts']);", []],
    ["// spawn('redis-server')\nconst text = \"spawn('redis-server')\";", []],
  ])('with %j starts %j', (text, programs) => {
    expect(startedBy('test/a.test.ts', { 'test/a.test.ts': text })).toEqual(programs);
  });

  it('starts what its helpers start, also helpers in tools/, but nothing of which it imports types only', () => {
    const files = {
      'test/a.test.ts': "import { cluster } from './servers';\nimport type { Other } from './other';\n",
      'test/servers.ts': "import { run } from '../tools/run';\nspawn('redis-server');\n",
      'test/other.ts': "spawn('mysqld');\n",
      'tools/run/index.ts': "spawnSync('promtool');\n",
    };
    expect(startedBy('test/a.test.ts', files)).toEqual(['promtool', 'redis-server']);
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
