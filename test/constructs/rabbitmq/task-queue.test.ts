import { definitions, required, settingsOf } from './fixture';

const chain = ['orders', 'orders.wait-1', 'orders.retry-1', 'orders.wait-2', 'orders.retry-2', 'orders.wait-3', 'orders.retry-3', 'orders.dead'];

/** The way of a task that is rejected by each worker. */
function wayOf(queue: string): string[] {
  const next = settingsOf(queue)['dead-letter-routing-key'];
  return next === undefined ? [queue] : [queue, ...wayOf(String(next))];
}

describe('a task queue', () => {
  it('leads a task that always fails through three retries to the dead letters', () => {
    expect(wayOf('orders')).toEqual(chain);
  });

  it('lets it wait 10 s, 1 min and 5 min, and nowhere else', () => {
    const waits = chain.flatMap((name) => {
      const time = settingsOf(name)['message-ttl'];
      return time === undefined ? [] : [[name, time]];
    });
    expect(waits).toEqual([
      ['orders.wait-1', 10_000],
      ['orders.wait-2', 60_000],
      ['orders.wait-3', 300_000],
    ]);
  });

  it('consists of durable quorum queues, which have no other arguments: those could not be changed later', () => {
    const queues = definitions().queues.filter(({ name }) => chain.includes(name));
    expect(queues.map(({ name }) => name)).toEqual(chain);
    expect(queues.filter(({ durable }) => !durable)).toEqual([]);
    expect(queues.map((queue) => queue.arguments)).toEqual(chain.map(() => ({ 'x-queue-type': 'quorum' })));
  });

  it.each(chain)('refuses new messages at its maximum length instead of dropping old ones: %s', (name) => {
    expect(settingsOf(name)).toMatchObject({ overflow: 'reject-publish', 'max-length': 1000 });
  });

  it.each(chain.slice(0, -1))(
    'keeps a dead letter until the next queue has confirmed it, and uses no exchange that could lead elsewhere: %s',
    (name) => {
      expect(settingsOf(name)).toMatchObject({ 'dead-letter-strategy': 'at-least-once', 'dead-letter-exchange': '' });
    },
  );

  it('counts a task as failed after 20 lost workers, and never drops a dead letter', () => {
    expect(settingsOf('orders')['delivery-limit']).toBe(20);
    expect(settingsOf('orders.dead')).toEqual({ overflow: 'reject-publish', 'max-length': 1000, 'delivery-limit': -1 });
  });

  it('is reached by one exchange of its name, whatever the routing key is: a wrong one would lose the task', () => {
    expect(definitions().exchanges).toContainEqual(expect.objectContaining({ name: 'orders', type: 'fanout', durable: true }));
    expect(definitions().bindings.filter(({ source }) => source === 'orders')).toEqual([expect.objectContaining({ destination: 'orders' })]);
  });
});

describe('two task queues', () => {
  const [orders] = required.taskQueues;
  const taskQueues = [orders, { ...orders, name: 'orders-retry', maximumMessages: 20 }];

  it('have one policy for each of their queues, although one name begins with the other', () => {
    expect(settingsOf('orders', { taskQueues })['max-length']).toBe(1000);
    expect(settingsOf('orders-retry', { taskQueues })['max-length']).toBe(20);
    expect(settingsOf('orders-retry.retry-1', { taskQueues })['dead-letter-routing-key']).toBe('orders-retry.wait-2');
  });
});
