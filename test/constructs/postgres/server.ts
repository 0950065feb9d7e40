// An instance on this machine: a real PostgreSQL with the parameters and the rules of the component, and its real keeper. Patroni is simulated.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parameters } from '../../../constructs/postgres/parameters/defaults';
import { json, type Result, Sandbox, status } from '../sandbox';
import { databaseNamed, patroni, replicated } from './fixture';

/** PostgreSQL refuses to run as root. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Its user may be unable to enter the folder on PATH that has a link to the program. */
const realPath = (program: string): string => realpathSync(spawnSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim());

export class PostgresServer {
  /** The client beside the server: the one on PATH is a Perl script on Debian, and takes five times as long. */
  private readonly client = join(dirname(realPath('postgres')), 'psql');
  private readonly sandbox = new Sandbox('/tmp'); // psql cannot read a password's file whose path has a quote
  /** Not in the temporary folder of the tests: its user may be unable to enter that, and a socket's path is short. */
  private readonly socket = mkdtempSync('/tmp/ballast-postgres-');
  private readonly data = join(this.socket, 'data');
  private readonly port = String(20_000 + Math.floor(Math.random() * 10_000));

  start(): void {
    chmodSync(this.socket, 0o755);
    if (user.uid !== undefined) chownSync(this.socket, user.uid, user.gid);
    this.must('initdb', '-D', this.data, '-U', 'postgres', '--no-sync', '-A', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8');
    const given = { ...parameters(replicated.replicas), shared_buffers: '16MB', max_connections: 30, fsync: 'off', listen_addresses: '127.0.0.1' };
    const settings = { ...given, port: this.port, unix_socket_directories: this.socket };
    writeFileSync(
      join(this.data, 'postgresql.conf'),
      Object.entries(settings)
        .map(([name, value]) => `${name} = '${value}'\n`)
        .join(''),
    );
    const databases = ['shop', 'old'].map((name) => databaseNamed(name, `db-${name}`));
    const rules: string[] = patroni({ ...replicated, databases }).postgresql.pg_hba;
    // The tests and the keeper are other users here.
    writeFileSync(join(this.data, 'pg_hba.conf'), `${rules.join('\n').replace('peer map=instance', 'trust')}\n`);
    this.must('pg_ctl', '-D', this.data, '-w', '-l', join(this.socket, 'log'), 'start');
    this.asSuperuser('CREATE ROLE replicator LOGIN REPLICATION');
  }

  /** One round of the keeper of a primary, with these passwords: by role, or by `role group` for one with the group's privileges. @returns its output */
  keep(passwords: Readonly<Record<string, string>>, databases: readonly string[]): readonly string[] {
    const { sandbox } = this;
    sandbox.program('timeout', 'shift; exec "$@"');
    for (const name of ['keeper.sh', 'patroni.sh', 'privileges.sql']) sandbox.script(`constructs/postgres/scripts/${name}`);
    const roles = Object.entries(passwords).map(([words, password]) => ({ words: words.split(' '), password }));
    for (const { words, password } of roles) sandbox.file(`passwords/${words[0]}`, password);
    sandbox.file('etc/ballast/hold-labels.sh', '').file('etc/ballast/dynamic.json', '{}');
    sandbox.file(
      'etc/ballast/roles',
      roles
        .map(
          ({ words: [role, ...group] }) => `${[role, `${sandbox.root}/passwords/${role}`, ...group].join(' ')}
`,
        )
        .join(''),
    );
    sandbox.file('etc/ballast/databases', databases.map((name) => `${name}\n`).join(''));
    sandbox.curl({ 'GET /primary': status(200), 'GET /config': json({}) });
    sandbox.program('sleep', 'kill -TERM $PPID');
    sandbox.program('psql', `case $2 in /socket) shift 2; set -- -h '${this.socket}' "$@" ;; esac\nPGPORT=${this.port} exec ${this.client} "$@"`);
    const { output, errors } = sandbox.run('keeper.sh', ['5'], { POD_IP: '10.0.0.1', PATRONI_RESTAPI_PASSWORD: 'x' });
    return [...output, ...errors.split('\n').filter((line) => line !== '')];
  }

  /** Runs what `helm test` runs. Its time limit is 0.3 s here. */
  test(role: string, password: string): Result {
    const { sandbox } = this;
    sandbox.script('constructs/postgres/scripts/write-test.sh');
    sandbox.program('timeout', `shift; exec ${realPath('timeout')} 0.3 "$@"`);
    sandbox.program('psql', `exec ${this.client} "$@"`).program('sleep', ':');
    const connection = { PGHOST: '127.0.0.1', PGPORT: this.port, PGDATABASE: 'shop', PGUSER: role, PGPASSWORD: password };
    return sandbox.run('write-test.sh', [], { ...connection, PGTARGETSESSIONATTRS: 'read-write' });
  }

  /** Changes a parameter of the running server; without a value, to the one that it started with. */
  set(name: string, value?: string): void {
    this.asSuperuser(`ALTER SYSTEM ${value === undefined ? `RESET ${name}` : `SET ${name} = '${value}'`}`);
    this.asSuperuser('SELECT pg_reload_conf(); SELECT pg_sleep(0.3)'); // other processes read it a moment later
  }

  /** @returns the rows, or the error */
  as(role: string, password: string, statements: string, database = 'shop'): string {
    return this.psql(['-h', '127.0.0.1', '-U', role, '-d', database, '-c', statements], { PGPASSWORD: password });
  }

  asSuperuser(statements: string): string {
    return this.psql(['-h', this.socket, '-U', 'postgres', '-c', statements], {});
  }

  log(): string {
    return readFileSync(join(this.socket, 'log'), 'utf8');
  }

  remove(): void {
    spawnSync(realPath('pg_ctl'), ['-D', this.data, '-m', 'immediate', 'stop'], user);
    rmSync(this.socket, { recursive: true });
    this.sandbox.remove();
  }

  private psql(args: readonly string[], more: Readonly<Record<string, string>>): string {
    const { stdout, stderr } = spawnSync(this.client, ['-X', '-q', '-A', '-t', '-p', this.port, ...args], {
      env: { PATH: process.env.PATH, ...more },
      encoding: 'utf8',
    });
    return (stdout + stderr).trim();
  }

  private must(program: string, ...args: readonly string[]): void {
    const {
      status: code,
      stdout,
      stderr,
      error,
    } = spawnSync(realPath(program), args, { ...user, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    if (code !== 0) throw new Error(`${program}: ${error ?? stdout + stderr}`);
  }
}
