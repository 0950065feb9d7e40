import { eventually, Network, Pod } from './servers';

/** A master, and a server that becomes its replica and has a slow disk: writing its copy takes seconds. */
describe('a replica', () => {
  let network: Network;
  let master: Pod;
  let replica: Pod;
  const mayBeElected = () => replica.ask('CONFIG GET cluster-replica-no-failover').endsWith('no');
  const marked = () => replica.run('cli.sh', 'PING').status === 0 && replica.has('data/copied') && replica.read('data/copied').trim();

  beforeAll(async () => {
    network = new Network();
    master = new Pod(network, 'db-0', 'a');
    replica = new Pod(network, 'db-1', 'b');
    for (const each of [master, replica]) each.start('secret');
    await eventually(() => expect([master, replica].map((each) => each.ask('PING'))).toEqual(['PONG', 'PONG']));
    master.ask('CLUSTER ADDSLOTSRANGE 0 16383');
    master.ask(`CLUSTER MEET ${replica.address} 6379`);
    await eventually(() => expect(master.ask('SET first key')).toBe('OK'));
    master.run('cli.sh', 'EVAL', "for key = 1, 3000 do redis.call('SET', '{many}' .. key, key) end", '0');
    replica.startKeeper();
  });
  afterAll(() => network?.remove());

  it('is not elected while its copy is in memory only', async () => {
    replica.ask('CONFIG SET rdb-key-save-delay 2000');
    replica.ask(`CLUSTER REPLICATE ${master.id}`);
    const inMemoryAlone = () => replica.ask('DBSIZE') === '3001' && replica.field('INFO persistence', 'aof_rewrite_in_progress') === '1';
    await eventually(() => expect(inMemoryAlone()).toBe(true));
    await new Promise((done) => setTimeout(done, 1000)); // three passes of its keeper
    expect({ inMemoryAlone: inMemoryAlone(), mayBeElected: mayBeElected(), marked: marked() }).toEqual({
      inMemoryAlone: true,
      mayBeElected: false,
      marked: false,
    });
  });

  it('does not take over from a stopping master while its copy is in memory only', () => {
    expect(master.run('pre-stop.sh', '4').status).toBe(0);
    expect(master.read('proc/1/fd/1')).toBe('pre-stop: no replica has a full copy and could take over\n');
    expect(master.field('INFO replication', 'role')).toBe('master');
  });

  it('may be elected when its copy is on disk, and its volume is marked with the shard', async () => {
    await eventually(() => expect({ mayBeElected: mayBeElected(), marked: marked() }).toEqual({ mayBeElected: true, marked: master.id }));
  });

  it('may not be elected from its start, even if its volume is marked with the shard', async () => {
    await replica.kill();
    replica.start('secret');
    await eventually(() => expect(replica.field('INFO replication', 'master_link_status')).toBe('up'));
    expect({ mayBeElected: mayBeElected(), marked: marked() }).toEqual({ mayBeElected: false, marked: master.id });
  });

  it('may be elected as soon as it is connected to a master that was not restarted: its volume has the copy before the one in memory', async () => {
    await replica.kill();
    replica.start('secret');
    await eventually(() => expect(replica.ask('CONFIG SET rdb-key-save-delay 2000')).toBe('OK'));
    replica.startKeeper(5);
    await eventually(() => expect(mayBeElected()).toBe(true));
    expect(replica.field('INFO server', 'uptime_in_seconds')).toMatch(/^[0-4]$/);
  });

  it('waits after a start while it is connected to a master that was restarted too, which the others may not have found yet', async () => {
    await Promise.all([replica, master].map((each) => each.kill()));
    master.start('secret', master.address);
    replica.start('secret');
    const connected = () => replica.field('INFO replication', 'master_link_status') === 'up';
    await eventually(() => expect(connected()).toBe(true));
    replica.startKeeper(8);
    await new Promise((done) => setTimeout(done, 1500)); // its keeper has looked
    expect({ connected: connected(), mayBeElected: mayBeElected() }).toEqual({ connected: true, mayBeElected: false });
    await eventually(() => expect(mayBeElected()).toBe(true));
  });

  it('waits for its master after a start, and then may be elected without it', async () => {
    const shard = master.id;
    await Promise.all([replica, master].map((each) => each.kill()));
    replica.start('secret');
    await eventually(() => expect(replica.ask('PING')).toBe('PONG'));
    const answered = Date.now();
    replica.startKeeper();
    await eventually(() => expect(mayBeElected()).toBe(true));
    expect(Date.now() - answered).toBeGreaterThan(2500);
    await eventually(() => expect(replica.read('keeper.log')).toContain('[OK] its server may be elected: its master was awaited for '));
    expect(marked()).toBe(shard);
  });

  it('is not elected if its keeper did not see the connection that it had since its start: it may have been moved meanwhile', async () => {
    await replica.kill();
    master.start('secret', master.address);
    replica.start('secret');
    await eventually(() => expect(replica.field('INFO replication', 'master_link_status')).toBe('up'));
    await master.kill();
    await eventually(() => expect(replica.field('INFO replication', 'master_link_status')).toBe('down'));
    replica.startKeeper();
    await new Promise((done) => setTimeout(done, 5000)); // longer than it would wait for its master
    expect({ mayBeElected: mayBeElected(), marked: marked() }).toEqual({ mayBeElected: false, marked: false });
  });

  it('is not elected after a start with a volume that is marked with another shard', async () => {
    await replica.kill();
    replica.write('data/copied', 'f'.repeat(40));
    replica.start('secret');
    await eventually(() => expect(replica.ask('PING')).toBe('PONG'));
    replica.startKeeper();
    await new Promise((done) => setTimeout(done, 5000)); // longer than it would wait with its own mark
    expect(mayBeElected()).toBe(false);
  });

  it('takes over from a stopping master with a complete copy, although it may not be elected yet', async () => {
    await Promise.all([replica, master].map((each) => each.kill()));
    master.start('secret', master.address);
    replica.start('secret');
    const complete = () => replica.run('probe.sh', 'ready').status === 0;
    await eventually(() => expect(complete()).toBe(true));
    expect(mayBeElected()).toBe(false);
    expect(master.run('pre-stop.sh', '8').status).toBe(0);
    expect(replica.field('INFO replication', 'role')).toBe('master');
  });
});
