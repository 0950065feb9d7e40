import { countSlots, parseClusterNodes, shardsOf } from '../../../proof/redis/cluster-nodes';
import { eventually, Network, Pod } from './servers';

/** Four masters, of which three own all slots. */
describe('the Job of the shards', () => {
  let network: Network;
  let pods: Pod[];
  const [thirds, quarters] = [
    [5461, 5461, 5462],
    [4096, 4096, 4096, 4096],
  ];

  const parts = () =>
    shardsOf(parseClusterNodes(pods[0]?.ask('CLUSTER NODES') ?? ''))
      .map(countSlots)
      .sort();
  const spread = (wanted: number, password = 'secret') =>
    network.runScript('shards.sh', [String(wanted)], { REDIS_HOST: pods[0]?.address ?? '', REDISCLI_AUTH: password });

  beforeAll(async () => {
    network = new Network();
    pods = [0, 1, 2, 3].map((ordinal) => new Pod(network, `db-${ordinal}`, 'a'));
    for (const each of pods) each.start('secret');
    await eventually(() => expect(pods.map((each) => each.ask('PING'))).toEqual(pods.map(() => 'PONG')));
    for (const [index, range] of ['0 5460', '5461 10921', '10922 16383'].entries()) pods[index]?.ask(`CLUSTER ADDSLOTSRANGE ${range}`);
    for (const each of pods) pods[0]?.ask(`CLUSTER MEET ${each.address} 6379`);
    const states = () => pods.map((each) => `${each.field('CLUSTER INFO', 'cluster_state')} ${each.field('CLUSTER INFO', 'cluster_slots_ok')}`);
    await eventually(() => expect(states()).toEqual(pods.map(() => 'ok 16384')));
    for (let key = 0; key < 50; key += 1) pods[0]?.run('cli.sh', '-c', 'SET', `key-${key}`, String(key));
  });
  afterAll(() => network?.remove());

  it('moves nothing if the required number of masters have equal parts', () => {
    expect(spread(3).output).toContain('[OK] 3 masters own slots in equal parts');
    expect(parts()).toEqual(thirds);
  });

  it('fails at once with a password that is no longer accepted, because its next try reads the current one', () => {
    expect(spread(3, 'of before')).toEqual({
      status: 1,
      output: '[FAIL] the servers refuse the password of user keeper that this container started with\n',
    });
  });

  it('gives a master without slots its part, and finishes interrupted moves', () => {
    pods[3]?.ask(`CLUSTER SETSLOT 7 IMPORTING ${pods[0]?.id}`);
    pods[0]?.ask(`CLUSTER SETSLOT 7 MIGRATING ${pods[3]?.id}`);
    expect(spread(4).output).toContain('[OK] 4 masters own slots in equal parts');
    expect(parts()).toEqual(quarters);
    expect(pods.map((each) => each.ask('CLUSTER NODES')).join()).not.toContain('[');
  });

  it('takes all slots from the last master when one retires', () => {
    expect(spread(3).output).toContain('[OK] 3 masters own slots in equal parts');
    expect(pods.map((each) => Number(each.ask('DBSIZE')) > 0)).toEqual([true, true, true, false]);
  });

  it('loses no key on the way', () => {
    expect(Array.from({ length: 50 }, (_, key) => pods[1]?.run('cli.sh', '-c', 'GET', `key-${key}`).output.trim())).toEqual(
      Array.from({ length: 50 }, (_, key) => String(key)),
    );
  });
});
