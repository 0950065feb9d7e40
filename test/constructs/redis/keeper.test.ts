import { users } from '../../../constructs/redis/users';
import { domain, eventually, Network, Pod } from './servers';

const password = 'it\'s "old" \\ #1';
const renewed = '"new" \\\\ it\'s $2';
const nodes = ['a', 'b', 'c'];

/** One cluster for all tests, because forming one takes seconds. Each test leaves it healthy. */
describe('the keepers of real servers', () => {
  let network: Network;
  let pods: Pod[];
  const pod = (ordinal: number): Pod => {
    const found = pods[ordinal];
    if (!found) throw new Error(`there is no pod ${ordinal}`);
    return found;
  };
  const others = (one: Pod) => pods.filter((each) => each !== one);
  const isMaster = (each: Pod) => each.field('INFO replication', 'role') === 'master';
  const master = () => pods.find(isMaster) ?? pod(0);
  const replicaOf = (one: Pod) => pods.find((each) => each.field('INFO replication', 'master_host') === one.address);

  /** Lines of CLUSTER NODES on a pod, each split into words. */
  const seenBy = (one: Pod) =>
    one
      .ask('CLUSTER NODES')
      .split('\n')
      .map((line) => line.split(' '));
  const expectWhole = () => {
    const fields = pods.map((each) => {
      const { nodes: seen, field } = each.look();
      expect(seen.map(([, place = '']) => place.replace(/:.*/, '')).sort()).toEqual(pods.map(({ address }) => address).sort());
      expect(seen.map(([, , flags = '', , , , , link]) => `${flags.replace(/myself,|master|slave/g, '')} ${link}`)).toEqual(
        pods.map(() => ' connected'),
      );
      expect(field('cluster_state')).toBe('ok');
      expect(field('cluster_slots_assigned')).toBe('16384');
      return field;
    });
    const having = (name: string, value: string) => fields.filter((field) => field(name) === value);
    expect(having('role', 'master')).toHaveLength(3);
    expect(having('master_link_status', 'up')).toHaveLength(3);
    expect(having('connected_slaves', '1')).toHaveLength(3);
  };

  /** The passwords that a pod's server accepts, of all users. */
  const usedBy = (one: Pod) => [...new Set(Object.keys(users).map((user) => one.read(`run/redis/${user}`)))];

  const restart = async (one: Pod, address?: string) => {
    await one.kill();
    one.start(one.password, address);
    one.startKeeper();
  };

  beforeAll(() => {
    network = new Network();
    pods = Array.from({ length: 6 }, (_, ordinal) => new Pod(network, `db-${ordinal}`, nodes[ordinal % 3] ?? ''));
    for (const each of pods) each.start(password);
  });
  afterAll(() => network?.remove());

  it('do not form a cluster while one of the servers has data', async () => {
    await eventually(() => expect(pods.map((each) => each.ask('PING'))).toEqual(pods.map(() => 'PONG')));
    pod(4).ask('CLUSTER ADDSLOTSRANGE 0 16383');
    await eventually(() => expect(pod(4).ask('SET key value')).toBe('OK'));
    pod(4).ask('CLUSTER DELSLOTSRANGE 0 16383');
    for (const each of pods) each.startKeeper();
    await eventually(() => expect(pod(0).read('keeper.log')).toMatch(/^\[WARNING\] .*db-4 /m));
    expect(pods.map((each) => each.field('CLUSTER INFO', 'cluster_known_nodes'))).toEqual(pods.map(() => '1'));
  });

  it('keep all servers not ready until there is a cluster', () => {
    expect(pods.map((each) => each.run('probe.sh', 'ready').status)).toEqual(pods.map(() => 1));
  });

  it('form it from empty servers, with all slots evenly distributed', async () => {
    pod(4).ask('FLUSHALL');
    await eventually(expectWhole, 40);
    const ranges = pods.flatMap((each) =>
      seenBy(each)
        .filter(([, , flags = '']) => flags.includes('myself'))
        .flatMap((words) => words.slice(8)),
    );
    expect(ranges.sort()).toEqual(['0-5460', '10922-16383', '5461-10921']);
  });

  it('then make every server ready', async () => {
    await eventually(() => expect(pods.map((each) => each.run('probe.sh', 'ready').status)).toEqual(pods.map(() => 0)));
  });

  it('repair it after all servers returned with other addresses, without losing data', async () => {
    await eventually(() => expect(pod(0).run('cli.sh', '-c', 'SET', 'before', 'it').output).toBe('OK\n'));
    await new Promise((done) => setTimeout(done, 1500)); // the file is flushed every second
    await Promise.all(pods.map((each) => each.kill()));
    for (const each of pods) {
      each.start(password);
      each.startKeeper();
    }
    await eventually(expectWhole, 30);
    expect(pod(0).run('cli.sh', '-c', 'GET', 'before').output).toBe('it\n');
  });

  it('let no replica take over that stopped before its master and started before it', async () => {
    const one = master();
    const key = Array.from({ length: 100 }, (_, number) => `late-${number}`).find((each) => one.ask(`GET ${each}`) === '') ?? '';
    await replicaOf(one)?.kill();
    expect(one.ask(`SET ${key} acknowledged`)).toBe('OK');
    await Promise.all(pods.map((each) => each.kill()));
    for (const each of others(one)) {
      each.start(password);
      each.startKeeper(20);
    }
    await new Promise((done) => setTimeout(done, 5000)); // longer than an election takes
    one.start(password);
    one.startKeeper();
    await eventually(expectWhole, 30);
    expect(pod(0).run('cli.sh', '-c', 'GET', key).output).toBe('acknowledged\n');
  });

  it('add a server again that lost its disk, and remove its old id from all others', async () => {
    const one = master();
    const id = one.id;
    await one.kill();
    one.loseDisk();
    await eventually(() => expect(pods.filter((each) => each !== one && isMaster(each))).toHaveLength(3));
    one.start(password);
    one.startKeeper();
    await eventually(expectWhole, 30);
    for (const each of pods) expect(each.ask('CLUSTER NODES')).not.toContain(id);
  });

  it("never meet a foreign server at a pod's old address, and find the pod at its new one", async () => {
    const one = pod(5);
    const { address } = one;
    await one.kill();
    const stranger = new Pod(network, 'stranger-0', 'a');
    stranger.start(password, address);
    network.point(`${one.name}.${domain}`, address);
    const asked = () => Number(/cmdstat_cluster\|myid:calls=(\d+)/.exec(stranger.ask('INFO commandstats'))?.[1]);
    await eventually(() => expect(asked()).toBeGreaterThan(10));
    expect(stranger.field('CLUSTER INFO', 'cluster_known_nodes')).toBe('1');
    for (const each of others(one)) expect(each.ask('CLUSTER NODES')).not.toContain(stranger.id);
    one.start(password);
    one.startKeeper();
    await eventually(expectWhole, 30);
    await stranger.kill();
  });

  it('find the other pods at the addresses that their servers know while the Service cannot be looked up', async () => {
    const nodesOfMasters = () => new Set(pods.filter(isMaster).map(({ node }) => node)).size;
    await eventually(() => expect(nodesOfMasters()).toBe(3), 30);
    network.resolve(false);
    const moves = () => pods.flatMap((each) => each.read('keeper.log').match(/CLUSTER FAILOVER at/g) ?? []).length;
    const before = moves();
    await new Promise((done) => setTimeout(done, 2500)); // masters do not vote twice for a shard within two node timeouts
    expect(replicaOf(master())?.ask('CLUSTER FAILOVER')).toBe('OK'); // two masters on a node, until a keeper moves one
    await eventually(() => expect(moves()).toBeGreaterThan(before), 30);
    await eventually(() => expect(nodesOfMasters()).toBe(3), 30);
    network.resolve(true);
    await eventually(expectWhole, 30);
  });

  it('let a master stop after a hand-over, and it is a replica when it returns', async () => {
    const one = master();
    const successor = replicaOf(one);
    expect(one.run('pre-stop.sh', '10').status).toBe(0);
    expect(successor && isMaster(successor)).toBe(true);
    expect(isMaster(one)).toBe(false);
    expect(one.read('proc/1/fd/1')).toBe(`pre-stop: ${successor?.address} took over\n`);
    await restart(one);
    await eventually(() => expect(one.field('INFO replication', 'role')).toBe('slave'));
    await eventually(expectWhole, 30);
  });

  it('accept a new password in addition to the old one, and use it when all servers accept it', async () => {
    const last = pod(2);
    for (const each of others(last)) each.secret(renewed);
    await eventually(() => expect(others(last).map((each) => each.ask('PING', renewed))).toEqual(others(last).map(() => 'PONG')));
    expect(others(last).map((each) => each.ask('PING', password))).toEqual(others(last).map(() => 'PONG'));
    expect(others(last).map(usedBy)).toEqual(others(last).map(() => [password]));
    last.secret(renewed);
    await eventually(() => expect(pods.map(usedBy)).toEqual(pods.map(() => [renewed])));
    for (const user of Object.keys(users)) expect(pods.map((each) => each.ask('PING', renewed, user))).toEqual(pods.map(() => 'PONG'));
    expect(pods.map((each) => each.ask('CONFIG GET masterauth').split('\n')[1])).toEqual(pods.map(() => renewed));
    expect(pods.map((each) => each.ask('PING', password))).toEqual(pods.map(() => 'PONG'));
  });

  it('drop the old password at a restart', async () => {
    const one = pod(1);
    one.password = renewed;
    await restart(one);
    await eventually(() => expect(one.ask('PING')).toBe('PONG'));
    expect(one.ask('PING', password)).not.toContain('PONG');
    for (const each of pods) each.password = renewed;
    await eventually(expectWhole, 30);
  });

  it('report a server that answers as alive, and one that does not as dead', async () => {
    expect(pod(3).run('probe.sh', 'live').status).toBe(0);
    await pod(3).kill();
    expect(pod(3).run('probe.sh', 'live').status).toBe(1);
  });
});
