import { statSync } from 'node:fs';
import { parse } from 'yaml';
import { Sandbox } from '../sandbox';

const mebibyte = 1024 * 1024;

describe('start.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/postgres/scripts/start.sh');
    sandbox.file('etc/ballast/patroni.yml', 'scope: db\n').file('etc/ballast/dynamic.json', '{"ttl": 20, "postgresql": {"parameters": {}}}\n');
    sandbox.program('id', 'echo dbuser').program('patroni', 'record "patroni $*"');
  });
  afterEach(() => sandbox.remove());

  /** The configuration that Patroni reads, for this memory and this volume size in MiB. */
  function configuration(memory: number, volume: number, name = 'db-0') {
    sandbox.program('df', `printf 'Filesystem 1024-blocks Used\\n/dev/sda ${volume * 1024} 1\\n'`);
    const environment = { MEMORY_LIMIT: String(memory * mebibyte), VOLUME: '/var/lib/postgresql', POD_NAME: name };
    const { status, calls, errors } = sandbox.run('start.sh', [], environment);
    expect([status, errors]).toEqual([0, '']);
    const read = (file: string) => parse(sandbox.read(`tmp/patroni/${file}`));
    return { calls, given: read('1-given.yml'), bootstrap: read('2-bootstrap.yml'), derived: read('3-derived.yml') };
  }

  it('executes Patroni, with the folder of its files', () => {
    expect(configuration(1024, 10_240).calls).toEqual([`patroni ${sandbox.root}/tmp/patroni`]);
  });

  it('passes on its configuration, with the initial dynamic configuration for the bootstrap', () => {
    const { given, bootstrap } = configuration(1024, 10_240);
    expect(given).toEqual({ scope: 'db' });
    expect(bootstrap).toEqual({ bootstrap: { dcs: { ttl: 20, postgresql: { parameters: {} } } } });
  });

  it('writes an executable in place of pg_rewind, because files of a ConfigMap are not executable', () => {
    configuration(1024, 10_240);
    expect(sandbox.read('tmp/patroni/pg_rewind')).toBe(`#!/bin/sh\nexec /bin/sh ${sandbox.root}/etc/ballast/rewind.sh "$@"\n`);
    expect(statSync(`${sandbox.root}/tmp/patroni/pg_rewind`).mode & 0o777).toBe(0o755);
  });

  it('takes its own user for the superuser, under its name in the image', () => {
    expect(configuration(1024, 10_240).derived.postgresql.pg_ident).toEqual(['instance dbuser postgres']);
  });

  it('derives sizes from the memory limit and the size of the volume', () => {
    expect(configuration(8192, 102_400).derived.postgresql.parameters).toEqual({
      shared_buffers: '2048MB',
      effective_cache_size: '6144MB',
      maintenance_work_mem: '512MB',
      max_slot_wal_keep_size: '40960MB',
      max_wal_size: '4096MB',
    });
  });

  it.each([
    ['small', 128, 100, { maintenance_work_mem: '16MB', max_slot_wal_keep_size: '256MB', max_wal_size: '128MB' }],
    ['large', 65_536, 1_048_576, { maintenance_work_mem: '1024MB', max_slot_wal_keep_size: '102400MB', max_wal_size: '4096MB' }],
  ])('keeps sizes within limits in a %s pod', (_, memory, volume, parameters) => {
    expect(configuration(memory, volume).derived.postgresql.parameters).toMatchObject(parameters);
  });

  it.each([
    ['shopfds-db-0', 1],
    ['shopfds-db-2', 3],
  ])('gives %s the priority %d of its ordinal', (name, priority) => {
    expect(configuration(1024, 10_240, name).derived.tags).toEqual({ failover_priority: priority });
  });
});
