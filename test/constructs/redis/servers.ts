// The pods of a Redis Cluster as processes on this machine: real servers, each with its own address, and real keepers.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileOf } from '../../../constructs/kubernetes';
import { users } from '../../../constructs/redis/users';
import { files } from './fixture';

export const domain = 'db-pods.shop.svc.cluster.local';
/** Absolute paths in the scripts, which are mapped to paths below a pod's folder. */
const places = /\/etc\/ballast|\/run\/redis|\/data\b|\/proc\/1\/fd/g;

/** Runs a script that ends with this process in all cases: the end of this process closes a pipe that the script reads. */
const tied = 'exec 3<&0; (read -r _ <&3; kill -KILL 0) & exec /bin/sh "$@" < /dev/null 3<&-';

const pathOf = (program: string): string => spawnSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();

/** Loopback addresses that no concurrent test uses. */
export class Network {
  readonly root = mkdtempSync(join(tmpdir(), 'ballast-redis-'));
  private readonly prefix = `127.${1 + Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  private readonly hosts = new Map<string, string>();
  private readonly running = new Set<ChildProcess>();
  private given = 0;

  constructor() {
    const missing = ['redis-server', 'redis-cli'].filter((program) => pathOf(program) === '');
    if (missing.length > 0) throw new Error(`${missing.join(', ')}: not on PATH`);
    mkdirSync(join(this.root, 'bin'));
    // The Service's address leads to any pod, so its name gives the address of any other: not all networks lead a pod to itself. Shell builtins only,
    // because keepers call it many times a second, and each further process would slow the tests down.
    this.program(
      'getent',
      `while read -r _ address; do [ "$address" = "$POD_IP" ] || set -- "$@" "$address"; done < '${this.root}/hosts'\n[ $# -gt 2 ] || exit 2\nshift $((2 + $$ % ($# - 2)))\necho "$1"`,
    );
    this.program('sleep', `case $1 in 4) set -- 1 ;; 5) set -- 0.1 ;; esac\nexec ${pathOf('sleep')} "$1"`);
    this.resolve(true);
  }

  private program(name: string, body: string): void {
    writeFileSync(join(this.root, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }

  address(): string {
    this.given += 1;
    return `${this.prefix}.${this.given}`;
  }

  /** The Service leads to this address of the pod from now on. */
  point(name: string, address: string): void {
    this.hosts.set(name, address);
    this.resolve(true);
  }

  /** Makes look-ups of the Service's name succeed, or fail. */
  resolve(succeed: boolean): void {
    writeFileSync(join(this.root, 'hosts'), succeed ? [...this.hosts].map((line) => `${line.join(' ')}\n`).join('') : '');
  }

  readonly environment = { PATH: `${this.root}/bin:${process.env.PATH}` };

  /** A process in its own group, so that it is killed with its children. */
  spawn(script: readonly string[], environment: Readonly<Record<string, string>>, log: string): ChildProcess {
    const output = openSync(log, 'a');
    const child = spawn('/bin/sh', ['-c', tied, 'sh', ...script], {
      env: { ...this.environment, ...environment },
      stdio: ['pipe', output, output],
      detached: true,
    });
    closeSync(output);
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
    return child;
  }

  /** Runs one of the component's scripts outside of the pods. */
  runScript(
    script: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): { readonly status: number | null; readonly output: string } {
    const path = join(this.root, script);
    writeFileSync(path, fileOf(resolve('constructs/redis/scripts', script), 'restart').text);
    const command = [path, ...args];
    const child = spawnSync('/bin/sh', command, { env: { ...this.environment, ...environment }, encoding: 'utf8', timeout: 40_000 });
    return { status: child.status, output: `${child.stdout}${child.stderr}` };
  }

  remove(): void {
    for (const child of this.running) killGroup(child);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // the process has already ended
  }
}

export class Pod {
  readonly root: string;
  address = '';
  password = '';
  private server: ChildProcess | undefined;
  private keeper: ChildProcess | undefined;

  constructor(
    readonly network: Network,
    readonly name: string,
    readonly node: string,
  ) {
    this.root = join(network.root, name);
    for (const folder of ['etc/ballast', 'etc/ballast-secrets', 'run/redis', 'data', 'tmp', 'proc/1/fd'])
      mkdirSync(join(this.root, folder), { recursive: true });
  }

  /** Starts the server and its keeper at a new address, or at a given one. */
  start(password: string, address = this.network.address()): void {
    this.address = address;
    this.password = password;
    for (const [name, text] of Object.entries(files({ nodeTimeoutMilliseconds: 1000 }))) {
      const bind = name === 'redis.conf' ? `bind ${address}\nbind-source-addr ${address}\n` : '';
      writeFileSync(join(this.root, 'etc/ballast', name), bind + text.replaceAll(places, (place) => `${this.root}${place}`));
    }
    rmSync(join(this.root, 'run/redis'), { recursive: true });
    mkdirSync(join(this.root, 'run/redis'));
    this.secret(password);
    this.network.point(`${this.name}.${domain}`, address);
    this.server = this.network.spawn([join(this.root, 'etc/ballast/start.sh')], this.environment, join(this.root, 'server.log'));
  }

  startKeeper(awaitMaster = 3): void {
    const command = [join(this.root, 'etc/ballast/keeper.sh'), '0.6', '1', '0.6', String(awaitMaster)];
    this.keeper = this.network.spawn(command, this.environment, join(this.root, 'keeper.log'));
  }

  /** Stops its keeper between two commands until SIGCONT. */
  signalKeeper(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.keeper?.pid !== undefined) process.kill(-this.keeper.pid, signal);
  }

  private get environment(): Readonly<Record<string, string>> {
    const { address, name, node, root } = this;
    const place = { NODE_NAME: node, ZONE: `zone-${node}`, ANY_POD: 'db-any' };
    return { POD_IP: address, POD_NAME: name, ...place, DOMAIN: domain, MEMORY_LIMIT: String(64 * 1024 * 1024), TMPDIR: `${root}/tmp` };
  }

  /** Stops both at once, like the loss of the node. */
  async kill(): Promise<void> {
    await Promise.all([this.keeper, this.server].map((child) => child && ended(child)));
  }

  loseDisk(): void {
    rmSync(join(this.root, 'data'), { recursive: true });
    mkdirSync(join(this.root, 'data'));
  }

  /** Sets the passwords of users in the Secrets. */
  secret(password: string, of: readonly string[] = Object.keys(users)): void {
    for (const user of of) writeFileSync(join(this.root, 'etc/ballast-secrets', user), password);
  }

  /** Runs one of the pod's scripts. */
  run(script: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
    const command = [join(this.root, 'etc/ballast', script), ...args];
    const child = spawnSync('/bin/sh', command, { env: { ...this.network.environment, ...this.environment }, encoding: 'utf8', timeout: 20_000 });
    return { status: child.status, output: child.stdout };
  }

  /** Queries the server, with the password of its start or another one, as the keeper or another user. */
  ask(command: string, password = this.password, user = 'keeper'): string {
    const env = { ...process.env, REDISCLI_AUTH: password };
    const args = ['--user', user, '-h', this.address, ...command.split(' ')];
    return spawnSync('redis-cli', args, { env, encoding: 'utf8', timeout: 5000 }).stdout.trim();
  }

  /** State of the server and the cluster from a single call: lines of CLUSTER NODES split into words, and fields of CLUSTER INFO and INFO. */
  look(): { readonly nodes: readonly (readonly string[])[]; field(name: string): string | undefined } {
    const env = { ...process.env, REDISCLI_AUTH: this.password };
    const input = 'CLUSTER NODES\nCLUSTER INFO\nINFO replication\n';
    const { stdout } = spawnSync('redis-cli', ['--user', 'keeper', '-h', this.address], { env, input, encoding: 'utf8', timeout: 5000 });
    const lines = stdout.split(/\r?\n/);
    const nodes = lines.filter((line) => /^[0-9a-f]{40} /.test(line)).map((line) => line.split(' '));
    return { nodes, field: (name) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) };
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  get id(): string {
    return this.ask('CLUSTER MYID');
  }

  /** A field of CLUSTER INFO or INFO. */
  field(command: string, name: string): string | undefined {
    return new RegExp(`^${name}:([^\\r\\n]*)`, 'm').exec(this.ask(command))?.[1];
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    killGroup(child);
  });
}

/** Waits until an expectation holds. If it never does, it fails with the error of the expectation. */
export async function eventually(expectation: () => void, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      expectation();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}
