import { json, Sandbox, status } from '../sandbox';

const wanted = { ttl: 20, postgresql: { parameters: { max_connections: 200 } } };
const primary = { 'GET /primary': status(200), 'GET /config': json(wanted), 'PUT /config': status(200) };

/** Records the statements that it gets, and the files. It refuses logins with a password other than `right`, and has only the database `known`. */
const psql = `case "$*" in
  *"-c "*)
    record "log in: $* with $PGPASSWORD"
    [ "$PGPASSWORD" = right ] && exit
    case $PGPASSWORD in busy) echo 'FATAL:  sorry, too many clients already' >&2 ;; *) echo 'FATAL:  password authentication failed' >&2 ;; esac
    exit 2 ;;
  *" -f "*) record "psql $*"; exit ;;
esac
statements=$(cat)
record "psql $*: $statements"
case "$*:$statements" in *name=known*SELECT*) echo 1 ;; esac`;

describe('keeper.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/keeper.sh').script('constructs/postgres/scripts/patroni.sh');
    sandbox.file('etc/ballast/hold-labels.sh', 'echo "labels $*" > "$TMPDIR/held"');
    sandbox.file('etc/ballast/dynamic.json', JSON.stringify(wanted)).file('etc/ballast/roles', '').file('etc/ballast/databases', '');
    sandbox.program('sleep', 'kill -TERM $PPID').program('psql', psql); // one round
  });
  afterEach(() => sandbox.remove());

  const run = (answers: Readonly<Record<string, string>> = primary) => {
    sandbox.curl(answers);
    return sandbox.run('keeper.sh', ['5'], { POD_IP: '10.0.0.1', PATRONI_RESTAPI_PASSWORD: 'secret' });
  };
  const puts = (calls: readonly string[]) =>
    calls.filter((call) => call.startsWith('curl PUT /config ')).map((call) => JSON.parse(call.replace('curl PUT /config ', '')));

  it('does nothing on a replica', () => {
    const { status: code, calls } = run({ ...primary, 'GET /primary': status(503) });
    expect(code).toBe(0);
    expect(calls).toEqual(['curl GET /primary']);
  });

  it('does not change correct dynamic configuration, in any order of its keys', () => {
    const { output, calls } = run({ ...primary, 'GET /config': json({ postgresql: wanted.postgresql, ttl: 20 }) });
    expect(puts(calls)).toEqual([]);
    expect(output).toEqual([]);
  });

  it('restores changed dynamic configuration, and removes additions', () => {
    const { output, calls } = run({ ...primary, 'GET /config': json({ ttl: 30, maximum_lag_on_failover: 1, postgresql: {} }) });
    expect(puts(calls)).toEqual([wanted]);
    expect(output).toEqual(['[OK] dynamic configuration put back to dynamic.json']);
  });

  it.each([true, false])('keeps pause: %s, which an engineer set, also while it restores the rest', (pause) => {
    expect(puts(run({ ...primary, 'GET /config': json({ ...wanted, pause }) }).calls)).toEqual([]);
    expect(puts(run({ ...primary, 'GET /config': json({ ttl: 30, pause }) }).calls)).toEqual([{ ...wanted, pause }]);
  });

  it.each([
    ['read', { ...primary, 'GET /config': status(500) }],
    ['written', { ...primary, 'GET /config': json({ ttl: 30 }), 'PUT /config': status(500) }],
  ])('warns and goes on when the dynamic configuration cannot be %s', (_, answers) => {
    sandbox.file('etc/ballast/databases', 'orders\n');
    expect(run(answers).output).toEqual(['[WARNING] dynamic configuration not held', '[OK] database orders created']);
  });

  it('does not change a role that can log in with the password of its Secret', () => {
    sandbox.file('password', 'right').file('etc/ballast/roles', `orders ${sandbox.root}/password\n`);
    const { output, calls } = run();
    expect(output).toEqual([]);
    expect(calls.filter((call) => call.includes('ALTER'))).toEqual([]);
    expect(calls).toContain('log in: -h 127.0.0.1 -U orders -d postgres -w -X -q -c  with right');
  });

  it('does not take a server without free connections for a wrong password', () => {
    sandbox.file('password', 'busy').file('etc/ballast/roles', `orders ${sandbox.root}/password\n`);
    const { output, calls } = run();
    expect(output).toEqual(['[WARNING] FATAL:  sorry, too many clients already', '[WARNING] role orders not held']);
    expect(calls.filter((call) => call.includes('ALTER'))).toEqual([]);
  });

  it.each([
    ['is empty', ''],
    ['has only an end of line', '\n'],
  ])('does not set a password that %s, and checks the next role', (_, text) => {
    sandbox.file('empty', text).file('password', 'rotated');
    sandbox.file('etc/ballast/roles', `a ${sandbox.root}/empty\nb ${sandbox.root}/password\n`);
    const { output, calls } = run();
    expect(output).toEqual([
      `[WARNING] the password of role a is empty: put one into its Secret (${sandbox.root}/empty)`,
      '[WARNING] role a not held',
      '[OK] role b has the password of its Secret',
    ]);
    expect(calls.join()).not.toContain('role=a');
  });

  it('does not let a login read the list of roles', () => {
    sandbox.program('psql', `case "$*" in *"-c "*) record "read: $(cat)" ;; esac\n${psql}`);
    sandbox.file('password', 'right').file('etc/ballast/roles', ['a', 'b'].map((role) => `${role} ${sandbox.root}/password\n`).join(''));
    expect(run().calls.filter((call) => call.startsWith('read: '))).toEqual(['read: ', 'read: ']);
  });

  it('says that a login got no answer', () => {
    sandbox.program('timeout', 'case "$*" in *" -c "*) exit 124 ;; esac; shift; exec "$@"');
    sandbox.file('password', 'right').file('etc/ballast/roles', `orders ${sandbox.root}/password\n`);
    expect(run().output).toEqual(['[WARNING] no answer to a login of orders within 5 s', '[WARNING] role orders not held']);
  });

  it('lets replicator run pg_rewind, so that no superuser needs to log in over the network', () => {
    expect(run().calls.join('\n')).toMatch(
      /GRANT EXECUTE ON FUNCTION %s TO replicator[\s\S]*pg_catalog.pg_read_binary_file\(text, bigint, bigint, boolean\)/,
    );
  });

  it('sets the password of a role from the file of its Secret, so that no command line and no log contains it', () => {
    sandbox.file('password', 'rotated').file('etc/ballast/roles', `orders ${sandbox.root}/password\n`);
    const { output, calls } = run();
    expect(output).toEqual(['[OK] role orders has the password of its Secret']);
    const statements = calls.join('\n').split('psql ').at(-1) ?? '';
    expect(statements).toContain('-v role=orders');
    expect(statements).toContain(`\\set password \`cat ${sandbox.root}/password\``);
    expect(statements).toContain(`ALTER ROLE :"role" LOGIN PASSWORD :'password';`);
    expect(statements).toMatch(/^.*: SET log_statement = 'none'/);
    expect(statements).not.toContain('rotated');
  });

  it('checks every role and every database of its lists', () => {
    sandbox.file('password', 'rotated').file('etc/ballast/roles', ['a', 'b'].map((role) => `${role} ${sandbox.root}/password\n`).join(''));
    sandbox.file('etc/ballast/databases', 'known\nc\nd\n');
    expect(run().output).toEqual([
      '[OK] role a has the password of its Secret',
      '[OK] role b has the password of its Secret',
      '[OK] database c created',
      '[OK] database d created',
    ]);
  });

  it('creates a database with its owner, closed until its privileges are set', () => {
    sandbox.file('etc/ballast/databases', 'orders\n');
    const { calls } = run();
    const created = calls.findIndex((call) => call.includes('CREATE DATABASE :"name" OWNER :"name" CONNECTION LIMIT 0;'));
    expect(created).toBeGreaterThan(0);
    expect(calls.slice(created).join()).toContain('-d orders -v name=orders -v app=orders_app -v reader=orders_reader -f');
  });

  it('holds the privileges of a database that exists', () => {
    sandbox.file('etc/ballast/databases', 'known\n');
    const { output, calls } = run();
    expect(output).toEqual([]);
    expect(calls.join()).toContain('-d known -v name=known -v app=known_app -v reader=known_reader -f');
  });

  it('warns and goes on with the next when a database cannot be created', () => {
    sandbox.file('etc/ballast/databases', 'broken\norders\n').program('psql', `${psql}\ncase "$*" in *name=broken*) exit 1 ;; esac`);
    expect(run().output).toEqual(['[WARNING] database broken not held', '[OK] database orders created']);
  });

  it('starts the process that holds the labels, with the same interval, on replicas too', () => {
    sandbox.program('sleep', '/bin/sleep 0.3; kill -TERM $PPID');
    run({ ...primary, 'GET /primary': status(503) });
    expect(sandbox.read('held')).toBe('labels 5\n');
  });

  it('starts that process again if it has ended', () => {
    sandbox.file('etc/ballast/hold-labels.sh', 'echo again >> "$TMPDIR/held"');
    sandbox.program('sleep', '/bin/sleep 0.3; [ -e "$state/slept" ] && kill -TERM $PPID; : > "$state/slept"');
    run();
    expect(sandbox.read('held')).toBe('again\nagain\n');
  });

  it('stops at once when it is asked to', () => {
    sandbox.program('sleep', 'kill -TERM $PPID; exec /bin/sleep 8 > /dev/null 2>&1');
    const start = Date.now();
    expect(run().status).toBe(0);
    expect(Date.now() - start).toBeLessThan(5000);
  });
});
