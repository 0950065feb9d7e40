import { createHash } from 'node:crypto';
import { Sandbox } from '../sandbox';

const passwords = { shop: 'a-b.c_d~1', worker: 'two', 'release-test': 'three' };
const template = JSON.stringify({ users: Object.keys(passwords).map((name) => ({ name, password_hash: `<hash of ${name}>` })) });
const environment = { MEMORY_LIMIT: '1000', DOMAIN: 'pods.test' };

/** Whether RabbitMQ accepts a password for a stored hash: base64 of four bytes of salt and the SHA-256 of salt and password. */
function accepts(hash: string, password: string): boolean {
  const bytes = Buffer.from(hash, 'base64');
  const salt = bytes.subarray(0, 4);
  return bytes.subarray(4).equals(createHash('sha256').update(salt).update(password).digest());
}

describe('start.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/rabbitmq/scripts/start.sh').file('etc/ballast/formation.erl', 'program');
    sandbox.file('etc/ballast/definitions.json', template).file('etc/ballast/users', `${Object.keys(passwords).join('\n')}\n`);
    sandbox.file('etc/ballast-secrets/cookie', 'the cookie').file('home/empty', '').file('var/lib/rabbitmq/empty', '');
    for (const [name, password] of Object.entries(passwords)) sandbox.file(`etc/ballast-secrets/user-${name}`, password);
    sandbox.program('rabbitmq-server', 'record "rabbitmq-server flags=$RABBITMQ_FEATURE_FLAGS"');
    sandbox.program('rabbitmqctl', '[ "$1" != version ] || { echo 4.2.8; exit; }\nrecord "rabbitmqctl $*"');
  });
  afterEach(() => sandbox.remove());

  const run = ({ pods = 3, name = 'mq-1', decision = 'join mq-0.pods.test' } = {}) => {
    sandbox.file('etc/ballast/size', `SET=mq\nPODS=${pods}\n`);
    sandbox.program('erl', `while [ "$1" != -extra ]; do shift; done\nrecord "erl $*"\necho "${decision}"`);
    return sandbox.run('start.sh', [], { ...environment, POD_NAME: name, HOME: `${sandbox.root}/home` });
  };
  const hashes = (): string[] => JSON.parse(sandbox.read('home/definitions.json')).users.map((user: { password_hash: string }) => user.password_hash);
  const members = () => sandbox.read('home/conf.d/start.conf').match(/^cluster_formation\.classic_config.*$/gm) ?? [];

  it('gives RabbitMQ hashes that accept the passwords, and no others', () => {
    run();
    expect(hashes().map((hash, index) => accepts(hash, Object.values(passwords)[index] ?? ''))).toEqual([true, true, true]);
    expect(accepts(hashes()[0] ?? '', 'two')).toBe(false);
  });

  it('writes the same file on every node, so that it is imported once', () => {
    run();
    const first = sandbox.read('home/definitions.json');
    run({ name: 'mq-2' });
    expect(sandbox.read('home/definitions.json')).toBe(first);
  });

  it('leaves no password in a file or in its log', () => {
    const { output, errors } = run();
    expect(`${sandbox.read('home/definitions.json')}${sandbox.read('home/hashes.sed')}${output.join()}${errors}`).not.toContain('a-b.c_d~1');
  });

  it('refuses an empty password, and names its user', () => {
    sandbox.file('etc/ballast-secrets/user-worker', '');
    const { status, output, calls } = run();
    expect([status, output, calls]).toEqual([1, ['[FAIL] the password of user worker is empty'], []]);
  });

  it('writes the cookie so that only its user can read it', () => {
    run();
    expect(sandbox.read('home/.erlang.cookie')).toBe('the cookie');
  });

  it("gives RabbitMQ the container's memory, as the free space that it needs too", () => {
    run();
    expect(sandbox.read('home/conf.d/start.conf')).toMatch(/total_memory_available_override_value = 1000\ndisk_free_limit.absolute = 1000\n/);
  });

  describe('on a node that has seen the whole cluster', () => {
    it('starts at once, and lets RabbitMQ find its cluster', () => {
      sandbox.file('var/lib/rabbitmq/member', '');
      expect(run().calls).toEqual(['rabbitmq-server flags=']);
      expect(members()).toEqual([]);
    });
  });

  describe('on a single node', () => {
    it('starts at once, and counts as a member if nodes are added later', () => {
      expect(run({ pods: 1, name: 'mq-0' }).calls).toEqual(['rabbitmq-server flags=']);
      expect(sandbox.run('start.sh', [], {}).status).not.toBe(0); // without its environment
      expect(run({ pods: 3, name: 'mq-0' }).calls).toEqual(['rabbitmq-server flags=']);
    });
  });

  describe('on an empty node', () => {
    it('asks for a decision first, and tells which node may form a cluster', () => {
      expect(run({ name: 'mq-0', decision: 'form' }).calls[0]).toBe('erl -extra mq-0.pods.test first empty mq-1.pods.test mq-2.pods.test');
      expect(run({ name: 'mq-2' }).calls[0]).toBe('erl -extra mq-2.pods.test later empty mq-0.pods.test mq-1.pods.test');
    });

    it('forms a cluster alone', () => {
      run({ name: 'mq-0', decision: 'form' });
      expect(members()).toEqual(['cluster_formation.classic_config.nodes.1 = rabbit@mq-0.pods.test']);
    });

    it('joins with the list of all nodes, for as long as it takes', () => {
      run();
      expect(members().map((line) => line.replace(/.*@/, ''))).toEqual(['mq-1.pods.test', 'mq-0.pods.test', 'mq-2.pods.test']);
      expect(sandbox.read('home/conf.d/start.conf')).toContain('discovery_retry_limit = 1000000');
    });

    it('lets the cluster forget the member of its name before it joins', () => {
      const { calls } = run({ decision: 'rejoin mq-2.pods.test' });
      expect(calls.slice(1)).toEqual([
        'rabbitmqctl --node rabbit@mq-2.pods.test forget_cluster_node rabbit@mq-1.pods.test',
        'rabbitmq-server flags=',
      ]);
    });

    it('does not start with a decision that it does not know', () => {
      expect(run({ decision: '=WARNING REPORT====' })).toMatchObject({ status: 1, calls: [expect.stringMatching(/^erl/)] });
    });

    it('does not start if the decision fails', () => {
      sandbox.file('etc/ballast/size', 'SET=mq\nPODS=3\n').program('erl', 'exit 1');
      expect(sandbox.run('start.sh', [], { ...environment, POD_NAME: 'mq-1', HOME: `${sandbox.root}/home` })).toMatchObject({ status: 1, calls: [] });
    });
  });

  describe('on a node with files of an unfinished start', () => {
    beforeEach(() => {
      sandbox.file('var/lib/rabbitmq/mnesia/data', 'data');
    });
    const kept = () => sandbox.read('var/lib/rabbitmq/mnesia/data') === 'data';

    it('removes them before it joins a cluster that does not know it', () => {
      run();
      expect(kept()).toBe(false);
    });

    it('keeps them if the cluster counts it as a member', () => {
      const { calls } = run({ decision: 'rejoin mq-0.pods.test' });
      expect(kept()).toBe(true);
      expect(calls.slice(1)).toEqual(['rabbitmq-server flags=']);
    });
  });

  it('enables Khepri in RabbitMQ 4.0, where it is not the default', () => {
    sandbox.program('rabbitmqctl', 'echo 4.0.5');
    expect(run().calls.at(-1)).toMatch(/flags=khepri_db,/);
  });
});
