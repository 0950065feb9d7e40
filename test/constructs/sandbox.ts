// Runs the real scripts in a temporary folder, with fake programs that simulate the cluster.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileOf } from '../../constructs/kubernetes';

export interface Result {
  readonly status: number | null;
  /** Lines of standard output. */
  readonly output: readonly string[];
  readonly errors: string;
  /** Programs that the script called, in order: `curl METHOD PATH BODY`, `psql ARGUMENTS` and the like. */
  readonly calls: readonly string[];
}

/**
 * Responses of a fake curl, by `METHOD path`: a shell command that may set `status` and prints the body. All others return 404.
 * $state is a folder in which a response can keep state.
 */
export type Answers = Readonly<Record<string, string>>;

export const json = (value: unknown): string => `echo '${JSON.stringify(value)}'`;
export const status = (code: number): string => `status=${code}`;

/** Absolute paths in the scripts, which are mapped to paths below the sandbox. */
const places = ['/etc/ballast', '/var/run/secrets', '/var/lib/rabbitmq', '/tmp/patroni', '/tmp/generate-secrets', '/proc/1/fd'];

const jqIsOnPath = spawnSync('jq', ['--version']).status === 0;

export class Sandbox {
  readonly root: string;

  /** @param parent an existing folder */
  constructor(parent = tmpdir()) {
    this.root = mkdtempSync(join(parent, 'ballast-sandbox-'));
    for (const folder of ['bin', 'state', 'proc/1/fd', 'var/run/secrets/kubernetes.io/serviceaccount'])
      mkdirSync(join(this.root, folder), { recursive: true });
    for (const [name, text] of Object.entries({ token: 'TOKEN', namespace: 'shop', 'ca.crt': 'CA' })) {
      this.file(`var/run/secrets/kubernetes.io/serviceaccount/${name}`, text);
    }
    this.program('timeout', 'shift; exec "$@"');
    this.program('sleep', ':'); // tests do not wait
    if (!jqIsOnPath) this.jqFromNpm(); // the real jq is faster
    this.curl({});
  }

  /** Writes a file below the sandbox. */
  file(path: string, text: string): this {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
    return this;
  }

  /** Adds a script at its path in the pod, without comments as in the pod. */
  script(path: string): this {
    const { name, text } = fileOf(resolve(path), 'restart');
    return this.file(`etc/ballast/${name}`, this.below(text));
  }

  /** A fake program; its calls of `record` appear in the result. */
  program(name: string, body: string): this {
    const prelude = `#!/bin/sh\nstate='${this.root}/state'\nrecord() { printf '%s\\n' "$*" >> '${this.root}/calls'; }\n`;
    writeFileSync(join(this.root, 'bin', name), `${prelude}${body}\n`, { mode: 0o755 });
    return this;
  }

  /** A fake curl with the options that our scripts use. */
  curl(answers: Answers): this {
    const cases = Object.entries(answers).map(([request, answer]) => `  '${request}') ${answer} > "$state/body" ;;\n`);
    return this.program(
      'curl',
      `method=GET data= output= code= fail= status=200
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2; shift ;;
    --data) data=$2; shift ;;
    --output) output=$2; shift ;;
    --write-out) code=yes; shift ;;
    --fail) fail=yes ;;
    --config) if [ "$2" = - ]; then cat > "$state/config"; else cat "$2" > "$state/config"; fi; shift ;;
    --max-time | --retry | --cacert | --header) shift ;;
    --*) ;;
    *) url=$1 ;;
  esac
  shift
done
case $data in @-) data=$(cat) ;; @*) data=$(cat "\${data#@}") ;; esac
path=/\${url#*://*/}
path=\${path#/api/v1/namespaces/shop}
path=\${path#/apis/batch/v1/namespaces/shop}
record "curl $method $path\${data:+ $(printf %s "$data" | tr '\\n' ' ')}"
: > "$state/body"
case "$method $path" in
${cases.join('')}  *) status=404 ;;
esac
if [ "$status" -ge 400 ] && [ -n "$fail" ]; then exit 22; fi
cat "$state/body" > "\${output:-/dev/stdout}"
if [ -n "$code" ]; then printf %s "$status"; fi`,
    );
  }

  /** A jq that needs only node_modules. */
  jqFromNpm(): this {
    const command = [process.execPath, '-r', join(__dirname, '../../tools/load-typescript.cjs'), join(__dirname, 'jq.ts')];
    return this.program('jq', `exec ${command.map(quoted).join(' ')} "$@"`);
  }

  /** Runs a script that was added. */
  run(name: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Result {
    rmSync(join(this.root, 'calls'), { force: true });
    const child = spawnSync('/bin/sh', [join(this.root, 'etc/ballast', name), ...args], {
      env: { PATH: `${join(this.root, 'bin')}:${process.env.PATH}`, TMPDIR: this.root, ...environment },
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { status: child.status, output: lines(child.stdout), errors: child.stderr, calls: lines(this.read('calls')) };
  }

  /** Text of a file; empty if it does not exist. */
  read(path: string): string {
    try {
      return readFileSync(join(this.root, path), 'utf8');
    } catch {
      return '';
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private below(text: string): string {
    return places.reduce((result, place) => result.replaceAll(place, `${this.root}${place}`), text);
  }
}

/** Quotes a word for a shell, because the project's folder may have any name. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
