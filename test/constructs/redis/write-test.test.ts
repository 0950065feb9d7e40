// Runs the script of `helm test` against real servers.
import { eventually, Network, Pod } from './servers';

/** Two masters. */
describe('the test of a release', () => {
  let network: Network;
  let pods: Pod[];

  const testAt = (pod: Pod | undefined, password = 'secret') =>
    network.runScript('write-test.sh', [], {
      REDIS_HOST: pod?.address ?? '',
      REDIS_PORT: '6379',
      REDIS_USERNAME: 'application',
      REDISCLI_AUTH: password,
    });
  const askAll = (command: string) => pods.map((pod) => pod.ask(command));

  beforeAll(async () => {
    network = new Network();
    pods = [0, 1].map((ordinal) => new Pod(network, `db-${ordinal}`, 'a'));
    for (const pod of pods) pod.start('secret');
    await eventually(() => expect(askAll('PING')).toEqual(['PONG', 'PONG']));
    for (const [index, range] of ['0 8191', '8192 16383'].entries()) pods[index]?.ask(`CLUSTER ADDSLOTSRANGE ${range}`);
    pods[0]?.ask(`CLUSTER MEET ${pods[1]?.address} 6379`);
    await eventually(() => expect(pods.map((pod) => pod.field('CLUSTER INFO', 'cluster_slots_ok'))).toEqual(['16384', '16384']));
    // A master that has just joined refuses writes for a moment, although it knows all slots.
    await eventually(() => expect(pods.map((pod) => pod.field('CLUSTER INFO', 'cluster_state'))).toEqual(['ok', 'ok']));
  });
  afterAll(() => network?.remove());

  it('passes at every server, also at those that do not have the key', () => {
    expect(pods.map((pod) => testAt(pod).status)).toEqual([0, 0]);
  });

  it('leaves one key, which expires within a minute', () => {
    expect(askAll('DBSIZE').sort()).toEqual(['0', '1']);
    expect(Number(pods[0]?.run('cli.sh', '-c', 'TTL', 'ballast:helm-test').output)).toBeGreaterThan(0);
  });

  it('fails with a wrong password, and says why', () => {
    const { status, output } = testAt(pods[0], 'other');
    expect(status).toBe(1);
    expect(output).toContain('WRONGPASS');
  });

  it('fails if a server refuses writes', () => {
    askAll('CONFIG SET maxmemory 1');
    const { status, output } = testAt(pods[0]);
    askAll('CONFIG SET maxmemory 0');
    expect(status).toBe(1);
    expect(output).toContain('OOM command not allowed');
  });

  it('fails if no master serves a slot', async () => {
    askAll('CLUSTER DELSLOTS 1');
    await eventually(() => expect(pods[0]?.field('CLUSTER INFO', 'cluster_slots_ok')).toBe('16383'));
    expect(testAt(pods[0]).output).toContain('[FAIL] application cannot write to the cluster at');
  });
});
