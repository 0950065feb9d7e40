import { Sandbox } from '../sandbox';

describe('pre-stop.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/rabbitmq/scripts/pre-stop.sh');
    sandbox.program('timeout', 'record "timeout $1"; shift; exec "$@"');
  });
  afterEach(() => sandbox.remove());

  const run = (answers: Readonly<Record<string, string>>, pods = 3) => {
    const cases = Object.entries(answers).map(([command, answer]) => `${command}) ${answer} ;;`);
    sandbox.program('rabbitmq-upgrade', `record "rabbitmq-upgrade $2"\ncase $2 in ${cases.join(' ')} esac`);
    return sandbox.file('etc/ballast/size', `SET=mq\nPODS=${pods}\n`).run('pre-stop.sh', ['60']);
  };
  const said = () => sandbox.read('proc/1/fd/1');

  it('waits until the cluster can spare the node, then hands its queues over', () => {
    expect(run({}).calls.filter((call) => call.startsWith('rabbitmq'))).toEqual([
      'rabbitmq-upgrade await_online_quorum_plus_one',
      'rabbitmq-upgrade drain',
    ]);
    expect(said()).toBe('pre-stop: the other nodes lead its queues\n');
  });

  it('waits for two thirds of its time at most, because the command does not end while a node is down', () => {
    const { calls } = run({ await_online_quorum_plus_one: 'exit 124' });
    expect(calls[0]).toBe('timeout 40');
    expect(calls.at(-1)).toBe('rabbitmq-upgrade drain');
  });

  it('logs that the queues were not handed over', () => {
    expect(run({ drain: 'exit 1' }).status).toBe(0);
    expect(said()).toBe('pre-stop: its queues were not handed over in time\n');
  });

  it('does nothing on a single node', () => {
    expect(run({}, 1).calls).toEqual([]);
  });
});
