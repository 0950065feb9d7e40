import { eventually, Network, Pod } from './servers';

const password = 'secret';

/** A master and its replica. */
describe('the users of a server', () => {
  let network: Network;
  let one: Pod;
  let other: Pod;
  const pods = () => [one, other];
  const login = (pod: Pod, user: string) => pod.ask('PING', password, user);

  /** Gives a running server the users of manifests that had none: only the default user, with the application's password. */
  const asBeforeUsers = (pod: Pod) => {
    pod.ask('CONFIG SET masteruser ');
    pod.ask(`ACL SETUSER default reset on >${password} ~* &* +@all`);
    pod.ask('ACL DELUSER application keeper replica exporter', password, 'default');
  };

  beforeAll(async () => {
    network = new Network();
    one = new Pod(network, 'db-0', 'a');
    other = new Pod(network, 'db-1', 'b');
    for (const pod of pods()) pod.start(password);
    await eventually(() => expect(pods().map((pod) => pod.ask('PING'))).toEqual(['PONG', 'PONG']));
    one.ask('CLUSTER ADDSLOTSRANGE 0 16383');
    one.ask(`CLUSTER MEET ${other.address} 6379`);
    await eventually(() => expect(one.ask('SET key value')).toBe('OK'));
    await eventually(() => expect(other.ask(`CLUSTER REPLICATE ${one.id}`)).toBe('OK'));
    await eventually(() => expect(other.field('INFO replication', 'master_link_status')).toBe('up'));
  });
  afterAll(() => network?.remove());

  it.each([
    'FLUSHALL',
    'FLUSHDB',
    'SHUTDOWN',
    'CONFIG GET masterauth',
    'CONFIG SET maxmemory 1',
    'CLUSTER RESET',
    'CLUSTER FAILOVER',
    'CLUSTER FORGET x',
    'CLUSTER MEET 127.0.0.1 1',
    'CLUSTER REPLICATE x',
    'CLUSTER DELSLOTS 1',
    'ACL LIST',
    'ACL SETUSER application +@all',
    'PFDEBUG ENCODING key',
    'KEYS *',
    'MONITOR',
    'CLIENT KILL ID 1',
    'CLIENT PAUSE 1',
    'CLIENT LIST',
    'REPLICAOF NO ONE',
    'REPLCONF capa eof',
    'MIGRATE h 1 key 0 1',
    'BGREWRITEAOF',
    'SLOWLOG GET',
    'MODULE LIST',
    'FUNCTION FLUSH',
    'SCRIPT FLUSH',
    'SCRIPT KILL',
    'MEMORY PURGE',
    'SWAPDB 0 1',
    'LATENCY RESET',
  ])('let no application do %s', (command) => {
    expect(one.ask(command, password, 'application')).toMatch(/^NOPERM/);
  });

  it.each([
    'SET key value EX 60',
    'GET key',
    'DEL key',
    'EXPIRE key 60',
    'SADD set a',
    'SORT set ALPHA',
    'ZADD sorted 1 a',
    'XADD stream * a b',
    'SCAN 0',
    'DBSIZE',
    "EVAL redis.call('SET',KEYS[1],1) 1 key",
    'EVALSHA 0000 0',
    'SCRIPT LOAD return',
    'PUBLISH channel message',
    'SPUBLISH channel message',
    'WATCH key',
    'MULTI',
    'WAIT 0 1',
    'OBJECT ENCODING key',
    'MEMORY USAGE key',
    'CLUSTER SLOTS',
    'CLUSTER SHARDS',
    'CLUSTER NODES',
    'CLUSTER INFO',
    'CLUSTER MYID',
    'CLUSTER KEYSLOT key',
    'READONLY',
    'READWRITE',
    'ASKING',
    'HELLO 3',
    'CLIENT SETNAME me',
    'CLIENT ID',
    'CLIENT TRACKING off',
    'CLIENT INFO',
    'COMMAND INFO get',
    'INFO',
    'ROLE',
    'PING',
  ])('let an application do %s', (command) => {
    expect(one.ask(command, password, 'application')).not.toMatch(/^NOPERM/);
  });

  it('refuse what an application may not do in a script of it too', () => {
    expect(one.ask("EVAL redis.call('FLUSHALL') 0", password, 'application')).toContain("can't run this command or subcommand");
    expect(one.ask('EXISTS key')).toBe('1');
  });

  it.each(['CONFIG GET masterauth', 'GET key', 'ACL LIST', 'CLUSTER NODES', 'SCAN 0', 'FLUSHALL'])('let the exporter not do %s', (command) => {
    expect(one.ask(command, password, 'exporter')).toMatch(/^NOPERM/);
  });

  it.each(['INFO ALL', 'CLUSTER INFO', 'SLOWLOG GET 1', 'SLOWLOG LEN', 'LATENCY LATEST', 'LATENCY HISTOGRAM', 'CLIENT SETNAME exporter'])(
    'let the exporter do %s',
    (command) => {
      expect(one.ask(command, password, 'exporter')).not.toMatch(/^NOPERM/);
    },
  );

  it('let a replica copy, and do nothing else', () => {
    expect(other.ask('CONFIG GET masteruser').split('\n')[1]).toBe('replica');
    expect(['GET key', 'INFO', 'CONFIG GET *', 'CLUSTER NODES'].map((command) => one.ask(command, password, 'replica'))).toEqual([
      expect.stringMatching(/^NOPERM/),
      expect.stringMatching(/^NOPERM/),
      expect.stringMatching(/^NOPERM/),
      expect.stringMatching(/^NOPERM/),
    ]);
  });

  it('do not include the default user', () => {
    expect(login(one, 'default')).toContain('NOAUTH');
  });

  it('are created on a server that was started without them, whose default user is accepted meanwhile', async () => {
    asBeforeUsers(one);
    expect(login(one, 'keeper')).toContain('NOAUTH');
    other.startKeeper();
    await eventually(() => expect(['application', 'keeper', 'replica', 'exporter'].map((user) => login(one, user))).toEqual(Array(4).fill('PONG')));
    await eventually(() => expect(other.ask('CLUSTER NODES', password, 'default')).toContain('myself'));
    expect(one.ask('FLUSHALL', password, 'application')).toMatch(/^NOPERM/);
  });

  it('let a replica copy from a server that was started without them', async () => {
    other.ask('CLIENT KILL TYPE master');
    await eventually(() => expect(other.field('INFO replication', 'master_link_status')).toBe('up'));
    expect(one.field('INFO replication', 'connected_slaves')).toBe('1');
  });

  it('exclude the default user again when no such server is left', async () => {
    await one.kill();
    one.start(password);
    await eventually(() => expect(login(one, 'keeper')).toBe('PONG'));
    await eventually(() =>
      expect(pods().map((pod) => login(pod, 'default'))).toEqual([expect.stringContaining('NOAUTH'), expect.stringContaining('NOAUTH')]),
    );
    await eventually(() => expect(other.read('keeper.log')).toContain('[OK] the default user is off'));
  });

  it('are created again on a server that returned without them at the same address', async () => {
    const linkOfOne = () => other.look().nodes.find(([, place = '']) => place.startsWith(`${one.address}:`))?.[7];
    const pass = () => new Promise((done) => setTimeout(done, 1000)); // of the keeper of the other server
    await eventually(() => expect(linkOfOne()).toBe('connected'));
    await pass();
    await one.kill();
    await eventually(() => expect(linkOfOne()).toBe('disconnected'));
    await pass();
    other.signalKeeper('SIGSTOP');
    one.start(password, one.address);
    await eventually(() => expect(login(one, 'keeper')).toBe('PONG'));
    asBeforeUsers(one);
    expect(login(one, 'keeper')).toContain('NOAUTH');
    other.signalKeeper('SIGCONT');
    await eventually(() => expect(login(one, 'keeper')).toBe('PONG'));
    await one.kill();
    one.start(password);
    await eventually(() => expect(login(other, 'default')).toContain('NOAUTH'));
  });

  it('do not include the default user because of a server that has other passwords', async () => {
    await one.kill();
    one.start('another');
    await eventually(() => expect(one.ask('PING')).toBe('PONG'));
    const connected = () =>
      other
        .ask('CLUSTER NODES')
        .split('\n')
        .filter((line) => line.includes(' connected'));
    await eventually(() => expect(connected()).toHaveLength(2));
    const refused = () => Number(/cmdstat_auth:calls=(\d+)/.exec(one.ask('INFO commandstats'))?.[1]);
    const before = refused();
    await eventually(() => expect(refused()).toBeGreaterThan(before + 6)); // passes of the keeper of the other server
    expect(login(other, 'default')).toContain('NOAUTH');
  });
});
