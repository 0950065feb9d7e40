import { eventually, Network, Pod } from './servers';

/** Of a pod of the tests. */
const limit = 64 * 2 ** 20;

describe('a server that starts', () => {
  let network: Network;
  let pod: Pod;
  const setting = (name: string) => pod.ask(`CONFIG GET ${name}`).split('\n')[1] ?? '';
  const maxmemory = () => Number(setting('maxmemory'));
  const ofReplicas = () => Number(/ slave (\d+)/.exec(setting('client-output-buffer-limit'))?.[1]);

  beforeAll(async () => {
    network = new Network();
    pod = new Pod(network, 'db-0', 'a');
    pod.start('secret');
    await eventually(() => expect(pod.ask('PING')).toBe('PONG'));
  });
  afterAll(() => network?.remove());

  it('publishes its node and zone', () => {
    expect(setting('proc-title-template')).toMatch(/ node=a\/zone-a$/);
  });

  it('has 40 % for data of what the limit has beyond 16 MiB', () => {
    expect(maxmemory()).toBe(Math.floor(((limit - 16 * 2 ** 20) * 2) / 5));
  });

  it('leaves room in memory for a second copy of all data and for what replicas have not received', () => {
    expect(2 * maxmemory() + ofReplicas()).toBeLessThan(limit - 16 * 2 ** 20);
  });

  it('reads transactions from its file, and lets nobody log in as the default user', async () => {
    pod.ask('CLUSTER ADDSLOTSRANGE 0 16383');
    await eventually(() => expect(pod.ask('SET {a}1 before')).toBe('OK'));
    pod.run('cli.sh', 'EVAL', "redis.call('SET', '{a}1', 'x') redis.call('SET', '{a}2', 'y')", '0');
    await pod.kill();
    pod.start('secret');
    await eventually(() => expect(pod.ask('PING')).toBe('PONG'));
    expect(pod.ask('MGET {a}1 {a}2')).toBe('x\ny');
    expect(pod.ask('PING', 'secret', 'default')).toContain('NOAUTH');
  });

  it('has room for the backlog beside its data', () => {
    expect(Number(setting('repl-backlog-size'))).toBe(limit / 32);
    expect(limit / 32).toBeLessThan(maxmemory() / 5);
  });
});
