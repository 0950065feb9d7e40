import { Sandbox } from '../sandbox';

const three = '[rabbit@mq-0.pods, rabbit@mq-1.pods, rabbit@mq-2.pods]';

describe('probe.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox()
      .script('constructs/rabbitmq/scripts/probe.sh')
      .file('etc/ballast/size', 'SET=mq\nPODS=3\n')
      .file('var/lib/rabbitmq/empty', '');
  });
  afterEach(() => sandbox.remove());

  const run = (members: string, queues: readonly string[]) => {
    sandbox.file('queues', queues.map((line) => `${line}\n`).join(''));
    sandbox.program('rabbitmqctl', `record rabbitmqctl\ncase $2 in eval) ${members} ;; list_queues) cat '${sandbox.root}/queues' ;; esac`);
    return sandbox.run('probe.sh', [], { VHOST: 'shop' });
  };

  it('passes when all nodes are members and each queue has three', () => {
    expect(run('echo 3', [`orders\tquorum\t${three}`, 'celeryev.1\tclassic\t'])).toMatchObject({ status: 0, output: [] });
  });

  it('asks nothing any more after that, even if the others are gone', () => {
    run('echo 3', []);
    expect(run('exit 1', [])).toMatchObject({ status: 0, calls: [] });
  });

  it('fails while a node is missing', () => {
    expect(run('echo 2', [])).toMatchObject({ status: 1, output: ['the cluster has 2 of 3 members'] });
  });

  it.each([
    ['two members', '[rabbit@mq-0.pods, rabbit@mq-1.pods]'],
    ['one twice', '[rabbit@mq-0.pods, rabbit@mq-0.pods, rabbit@mq-1.pods]'],
  ])('fails while a queue has %s', (_, members) => {
    const result = run('echo 3', [`orders\tquorum\t${three}`, `orders.dead\tquorum\t${members}`]);
    expect(result).toMatchObject({ status: 1, output: ['1 queues do not have three members yet'] });
  });

  it('fails while the node does not answer', () => {
    expect(run('exit 69', [])).toMatchObject({ status: 1 });
  });
});
