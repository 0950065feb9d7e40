import { Sandbox } from '../sandbox';

const environment = { POD_NAME: 'mq-0', DOMAIN: 'pods.test', RABBITMQ_NODENAME: 'rabbit@mq-0.pods.test', VHOST: 'shop' };

describe('probe.sh', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().script('constructs/rabbitmq/scripts/probe.sh').script('constructs/rabbitmq/scripts/probe.erl');
    sandbox.file('etc/ballast/size', 'SET=mq\nPODS=3\n').file('var/lib/rabbitmq/empty', '');
  });
  afterEach(() => sandbox.remove());

  /** Runs it with an Erlang that answers with the number of nodes, and of the members of each queue. */
  const run = (...numbers: readonly number[]) => {
    const answer = numbers.length > 0 ? `printf '%s\\n' ${numbers.join(' ')}` : 'exit 1';
    sandbox.program('erl', `while [ "$1" != -extra ]; do shift; done\nrecord "erl $*"\n${answer}`);
    return sandbox.run('probe.sh', [], environment);
  };

  it('passes when all nodes are members and each queue has three', () => {
    expect(run(3, 3, 3)).toMatchObject({ status: 0, output: [], calls: ['erl -extra rabbit@mq-0.pods.test shop'] });
  });

  it('asks nothing any more after that, even if the others are gone', () => {
    run(3, 3);
    expect(run()).toMatchObject({ status: 0, calls: [] });
  });

  it('fails while a node is missing', () => {
    expect(run(2, 3)).toMatchObject({ status: 1, output: ['the cluster has 2 of 3 members'] });
  });

  it('fails while a queue has fewer than three members', () => {
    expect(run(3, 3, 2, 1)).toMatchObject({ status: 1, output: ['2 queues do not have three members yet'] });
  });

  it('fails while the node does not answer', () => {
    expect(run()).toMatchObject({ status: 1, output: ['the node does not answer yet'] });
  });
});
