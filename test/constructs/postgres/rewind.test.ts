import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../sandbox';

describe('rewind.sh', () => {
  let sandbox: Sandbox;
  const volume = () => join(sandbox.root, 'volume');
  const kept = () => readdirSync(volume()).filter((name) => name.startsWith('kept-'));
  const deleted = () => readdirSync(volume()).filter((name) => /^deleted-[0-9]{8}T[0-9]{6}Z$/.test(name));
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/rewind.sh');
    sandbox.file('volume/data/PG_VERSION', '15');
    sandbox.program('psql', 'record "psql $*"; echo f').program('du', 'echo "1000 data"');
    sandbox.program('df', "printf 'Filesystem 1024-blocks Used Available\\n/dev/sda 9 9 1250\\n'");
    sandbox.program('pg_rewind', 'record "pg_rewind $*"; exit 1');
  });
  afterEach(() => sandbox.remove());

  const run = (args = ['-D', join(volume(), 'data'), '--source-server', 'host=db-1']) =>
    sandbox.run('rewind.sh', args, { BIN_DIR: join(sandbox.root, 'bin'), VOLUME: volume() });

  it('passes its arguments to pg_rewind, and changes nothing when it succeeds', () => {
    sandbox.program('pg_rewind', 'record "pg_rewind $*"');
    const { status, calls } = run();
    expect(status).toBe(0);
    expect(calls).toEqual([`pg_rewind -D ${volume()}/data --source-server host=db-1`]);
    expect(kept()).toEqual([]);
  });

  it('moves the data aside when pg_rewind fails, before Patroni deletes them, and fails too', () => {
    const { status, output } = run();
    expect(status).toBe(1);
    expect(output).toEqual([expect.stringMatching(/^\[WARNING\] pg_rewind failed: the data are kept in .*\/kept-[0-9]{8}T[0-9]{6}Z$/)]);
    expect(existsSync(join(volume(), 'data'))).toBe(false);
    expect(sandbox.read(`volume/${kept()[0]}/PG_VERSION`)).toBe('15');
    expect(deleted()).toEqual([]);
  });

  it.each([
    ['in recovery', 'echo t'],
    ['gone', 'exit 2'],
  ])('leaves the data for another attempt when the primary is %s', (_, psql) => {
    sandbox.program('psql', psql);
    expect(run().status).toBe(1);
    expect(kept()).toEqual([]);
  });

  it('keeps one copy only: that of the first failure', () => {
    mkdirSync(join(volume(), 'kept-20260101T000000Z'));
    expect(run().output).toEqual([expect.stringContaining('is kept already')]);
    expect(kept()).toEqual(['kept-20260101T000000Z']);
    expect(deleted()).toHaveLength(1);
  });

  it('keeps none where the volume has no room for a copy of the primary beside it', () => {
    sandbox.program('df', "printf 'Filesystem 1024-blocks Used Available\\n/dev/sda 9 9 1249\\n'");
    expect(run().output).toEqual([expect.stringContaining('the volume has no room for another copy (1249 kB)')]);
    expect(kept()).toEqual([]);
    expect(deleted()).toHaveLength(1);
  });

  it('fails as pg_rewind does when it is only asked for help', () => {
    expect(run(['--help'])).toMatchObject({ status: 1, output: [] });
    expect(existsSync(join(volume(), 'data'))).toBe(true);
  });
});

describe('on-start.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/on-start.sh').program('psql', 'record "psql $*"');
    sandbox.file('etc/ballast/on-role-change.sh', 'echo "$*"').file('volume/data/PG_VERSION', '15');
  });
  afterEach(() => sandbox.remove());

  const run = () => sandbox.run('on-start.sh', ['on_start', 'replica', 'db'], { VOLUME: join(sandbox.root, 'volume') });

  it('goes on with on-role-change.sh, and with the same arguments', () => {
    expect(run()).toMatchObject({ status: 0, output: ['on_start replica db'] });
  });

  const creates = (slot: string) => `SELECT pg_create_physical_replication_slot('${slot}') WHERE NOT EXISTS`;
  const drops = (slot: string) => `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${slot}'`;

  it('removes the slots where no data were kept or deleted', () => {
    const [call = ''] = run().calls;
    for (const slot of ['kept_copy', 'deleted_copy']) expect(call).toContain(drops(slot));
    expect(call).not.toContain('pg_create');
  });

  it.each([
    ['kept', 'deleted'],
    ['deleted', 'kept'],
  ])('creates the slot where data were %s, for the alert', (kind, other) => {
    mkdirSync(join(sandbox.root, 'volume', `${kind}-20260101T000000Z`));
    const [call = ''] = run().calls;
    expect(call).toContain(creates(`${kind}_copy`));
    expect(call).toContain(drops(`${other}_copy`));
  });

  it('warns and goes on when the server does not answer', () => {
    sandbox.program('psql', 'exit 2');
    expect(run().output).toEqual(['[WARNING] slots kept_copy and deleted_copy not held', 'on_start replica db']);
  });
});
