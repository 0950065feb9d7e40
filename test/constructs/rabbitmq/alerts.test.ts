import { type Changes, render, required, standalone } from './fixture';

const [orders] = required.taskQueues;
const alertsOf = (props: typeof standalone | Changes = {}) => render(props).alerts.flatMap(({ alerts }) => alerts);

describe('the alerts of RabbitMQ', () => {
  it('are the same for each task queue, with its name as a label', () => {
    const taskQueues = [orders, { ...orders, name: 'reports' }];
    const about = (queue: string) => alertsOf({ taskQueues }).flatMap(({ name, labels }) => (labels.task_queue === queue ? [name] : []));
    expect(about('orders')).toEqual([
      'RabbitmqQueueUnavailable',
      'RabbitmqNoConsumer',
      'RabbitmqQueueNearlyFull',
      'RabbitmqDeadLetters',
      'RabbitmqQueueNotEmptied',
    ]);
    expect(about('reports')).toEqual(about('orders'));
  });

  it('have no label that results of their expressions have too: two results would become equal', () => {
    expect(alertsOf().filter(({ labels }) => 'queue' in labels)).toEqual([]);
  });

  it('do not expect other nodes of a single one', () => {
    expect(alertsOf(standalone).map(({ name }) => name)).not.toContain('RabbitmqNodeUnreachable');
    expect(alertsOf(standalone).find(({ name }) => name === 'RabbitmqNotMeasured')?.expr).toMatch(/ < 1$/);
  });
});
