import { spawn } from 'node:child_process';

/** Runs a command in a process of its own; as soon as it prints `begun`, it is interrupted as by Ctrl-C. */
function run(body: string): Promise<{ code: number | null; errors: string }> {
  const code = `require('./tools/everyday/run').run(async (terminal) => { ${body} })`;
  const child = spawn(process.execPath, ['-r', './tools/load-typescript.cjs', '-e', code]);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', () => child.kill('SIGINT'));
  return new Promise((resolve) => child.on('close', (status) => resolve({ code: status, errors })));
}

describe('an everyday command', () => {
  it('that is interrupted says what it leaves behind', async () => {
    const body = "terminal.left = 'half of it stays'; terminal.print('begun'); await terminal.sleep(60);";
    expect(await run(body)).toEqual({ code: 130, errors: '\n[FAIL] interrupted: half of it stays\n' });
  });

  it('that fails says so in a line, without a stack', async () => {
    expect(await run("throw new Error('Unauthorized');")).toEqual({
      code: 1,
      errors: "[FAIL] Unauthorized; log in to the cluster again; its credentials are in the kubeconfig file's user\n",
    });
  });

  it('that succeeds exits with 0', async () => {
    expect(await run('')).toEqual({ code: 0, errors: '' });
  });
});
