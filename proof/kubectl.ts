import { spawn } from 'node:child_process';

export interface RunOptions {
  /** Text for the program's standard input. */
  readonly input?: string;
  /** After this time the program is killed and the call fails. @default 60 */
  readonly timeoutSeconds?: number;
}

/** Runs a program and returns its standard output. The error of a failure contains the command and the program's output. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { input, timeoutSeconds = 60 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const fail = (why: string) => reject(new Error(`${commandLine(program, args)}: ${why}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`no answer within ${timeoutSeconds} s`);
    }, timeoutSeconds * 1000);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(error.code === 'ENOENT' ? `the program '${program}' is not on PATH` : error.message);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(out).toString());
      else
        fail(
          `exit ${code}: ${Buffer.concat([...err, ...out])
            .toString()
            .trim()
            .slice(0, 2000)}`,
        );
    });
    child.stdin.on('error', () => {}); // the program ended before it read everything: its exit code shows why
    child.stdin.end(input ?? '');
  });
}

const commandLine = (program: string, args: readonly string[]): string => {
  const line = [program, ...args].join(' ').replaceAll('\n', ' ');
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
};

/** Runs kubectl against the cluster that KUBECONFIG names. */
export const kubectl = (args: readonly string[], options?: RunOptions): Promise<string> => runProgram('kubectl', args, options);

/** Runs kubectl with `-o json`; the caller gives the type of the answer. */
export async function kubectlJson<T>(args: readonly string[], options?: RunOptions): Promise<T> {
  const text = await kubectl([...args, '-o', 'json'], options);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${commandLine('kubectl', args)}: the answer is not JSON: ${text.slice(0, 200)}`);
  }
}

/** Runs a command in a container. */
export const execIn = (namespace: string, pod: string, container: string, command: readonly string[], options?: RunOptions): Promise<string> =>
  kubectl(['exec', '-n', namespace, pod, '-c', container, '--', ...command], { timeoutSeconds: 15, ...options });

/** Applies manifests with server-side apply, as one field manager. */
export const apply = (manifests: readonly object[]): Promise<string> =>
  kubectl(['apply', '--server-side', '--force-conflicts', '--field-manager=ballast-proof', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }),
    timeoutSeconds: 120,
  });
