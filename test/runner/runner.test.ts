import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

describe('the runner of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-runner-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs the files of a process that starts half a second after the others', () => {
    const late = join(folder, 'late.mjs');
    writeFileSync(late, "if (process.env.TINYPOOL_WORKER_ID === '2') await new Promise((done) => setTimeout(done, 500));\n");
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.test.cjs`), `test('${name}', () => {});\n`);
    const configuration = { rootDir: folder, runner: resolve('test/runner/runner.mjs'), testMatch: ['**/*.test.cjs'], transform: {} };
    const { stderr } = spawnSync(
      process.execPath,
      [resolve('node_modules/jest/bin/jest.js'), '--config', JSON.stringify(configuration), '--maxWorkers', '2'],
      { cwd: folder, env: { ...process.env, NODE_OPTIONS: `--import ${late}` }, encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL' },
    );
    expect(stderr).toContain('Tests:       2 passed, 2 total');
  });
});
