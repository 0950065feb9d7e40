import type { Alert, Target } from '../kubernetes';
import { runbooks } from './runbooks';
import type { TaskQueue } from './schema';
import { consumedOf, deadLettersOf, stagesOf } from './task-queue';

/** The alerts of a task queue. A queue is measured on the node that leads it, so a queue without a leader has no series. */
export const queueAlerts = (queue: TaskQueue): Alert[] => [
  unavailable(queue),
  noConsumer(queue),
  nearlyFull(queue),
  deadLetters(queue),
  notEmptied(queue),
];

/** The alert's own label. It is not `queue`, which results of the expression have: two of them would become equal. */
const about = ({ name }: TaskQueue) => ({ labels: { task_queue: name } });

/** A matcher for some queues. Names consist of letters, digits, `-` and `.`. */
const queues = (names: readonly string[]): string => `queue=~"${names.map((name) => name.replaceAll('.', '[.]')).join('|')}"`;
const namesOf = (queue: TaskQueue): string[] => stagesOf(queue).map(({ name }) => name);

/** Series of a metric of queues that the first node leads. */
const series = (on: Target, metric: string, values: Readonly<Record<string, number>>, minutes = 40) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${metric}${on.ownOf(0, 'vhost="shop"', `queue="${name}"`)}`, `${value}x${minutes}`]),
  );

const unavailable = (queue: TaskQueue): Alert => {
  const names = namesOf(queue);
  return {
    name: 'RabbitmqQueueUnavailable',
    ...about(queue),
    // Without vector(0), the expression has no result when all are gone.
    expr: (on) => `(count(count by (queue) (rabbitmq_queue_messages${on.own(queues(names))})) or vector(0)) < ${names.length}`,
    for: '3m',
    severity: 'critical',
    summary: 'A task queue, or a queue of its retries, has no leader: tasks can be neither published nor taken.',
    description: ({ name }) => `Only {{ $value }} of the ${names.length} queues behind ${queue.name} of ${name} have a leader.`,
    runbook: runbooks.queueUnavailable,
    cases: (on) => {
      const led = (count: number) => series(on, 'rabbitmq_queue_messages', Object.fromEntries(names.slice(0, count).map((name) => [name, 0])));
      const alert = (count: number) => ({
        labels: {},
        description: `Only ${count} of the ${names.length} queues behind ${queue.name} of ${on.name} have a leader.`,
      });
      return {
        fires: { series: led(names.length - 1), at: '5m', alerts: [alert(names.length - 1)] },
        justBelow: { series: led(names.length), at: '5m' },
        missing: { at: '5m', alerts: [alert(0)] },
      };
    },
  };
};

const noConsumer = (queue: TaskQueue): Alert => {
  const consumed = queues(consumedOf(queue));
  return {
    name: 'RabbitmqNoConsumer',
    ...about(queue),
    expr: (on) =>
      `max by (queue) (rabbitmq_queue_messages_ready${on.own(consumed)}) > 0 and on (queue) max by (queue) (rabbitmq_queue_consumers${on.own(consumed)}) == 0`,
    for: '5m',
    severity: 'critical',
    summary: 'Tasks wait, and no worker takes them.',
    description: ({ name }) => `{{ $value }} tasks wait in {{ $labels.queue }} of ${name}, and no worker is connected to it.`,
    runbook: runbooks.noConsumer,
    cases: (on) => {
      const waiting = (consumers: number) => ({
        ...series(on, 'rabbitmq_queue_messages_ready', { [queue.name]: 7 }),
        ...series(on, 'rabbitmq_queue_consumers', { [queue.name]: consumers }),
      });
      const alert = {
        labels: { queue: queue.name },
        description: `7 tasks wait in ${queue.name} of ${on.name}, and no worker is connected to it.`,
      };
      return {
        fires: { series: waiting(0), at: '6m', alerts: [alert] },
        justBelow: { series: waiting(1), at: '6m' },
        missing: { at: '6m', alerts: [] },
      };
    },
  };
};

const nearlyFull = (queue: TaskQueue): Alert => {
  const names = namesOf(queue);
  return {
    name: 'RabbitmqQueueNearlyFull',
    ...about(queue),
    expr: (on) => `max by (queue) (rabbitmq_queue_messages${on.own(queues(names))}) / ${queue.maximumMessages} > 0.8`,
    for: '5m',
    severity: 'warning',
    summary: 'A task queue nears its maximum length: at 100 %, it refuses tasks.',
    description: ({ name }) =>
      `{{ $labels.queue }} of ${name} has {{ $value | humanizePercentage }} of its maximum of ${queue.maximumMessages} messages.`,
    runbook: runbooks.queueNearlyFull,
    cases: (on) => {
      const length = (messages: number) => series(on, 'rabbitmq_queue_messages', { [queue.name]: messages });
      const alert = {
        labels: { queue: queue.name },
        description: `${queue.name} of ${on.name} has 90% of its maximum of ${queue.maximumMessages} messages.`,
      };
      return {
        fires: { series: length(queue.maximumMessages * 0.9), at: '6m', alerts: [alert] },
        justBelow: { series: length(queue.maximumMessages * 0.8), at: '6m' },
        missing: { at: '6m', alerts: [] },
      };
    },
  };
};

const deadLetters = (queue: TaskQueue): Alert => {
  const dead = deadLettersOf(queue.name);
  return {
    name: 'RabbitmqDeadLetters',
    ...about(queue),
    expr: (on) => `max(rabbitmq_queue_messages${on.own(`queue="${dead}"`)}) > 0`,
    for: '1m',
    severity: 'warning',
    summary: 'Tasks have failed four times and wait for a decision.',
    description: ({ name }) => `{{ $value }} tasks are in ${dead} of ${name}.`,
    runbook: runbooks.deadLetters,
    cases: (on) => {
      const failed = (messages: number) => series(on, 'rabbitmq_queue_messages', { [dead]: messages });
      return {
        fires: { series: failed(1), at: '2m', alerts: [{ labels: {}, description: `1 tasks are in ${dead} of ${on.name}.` }] },
        justBelow: { series: failed(0), at: '2m' },
        missing: { at: '2m', alerts: [] },
      };
    },
  };
};

/** FR-021. */
const notEmptied = (queue: TaskQueue): Alert => ({
  name: 'RabbitmqQueueNotEmptied',
  ...about(queue),
  expr: (on) => `max(rabbitmq_queue_messages${on.own(`queue="${queue.name}"`)}) > 0`,
  for: '24h',
  severity: 'warning',
  summary: 'A task queue has not been empty for 24 hours: workers are too slow, or tasks hang.',
  description: ({ name }) => `${queue.name} of ${name} has not been empty for 24 hours; it has {{ $value }} tasks now.`,
  runbook: runbooks.queueNotEmptied,
  cases: (on) => {
    const length = (messages: number) => series(on, 'rabbitmq_queue_messages', { [queue.name]: messages }, 1500);
    const alert = { labels: {}, description: `${queue.name} of ${on.name} has not been empty for 24 hours; it has 3 tasks now.` };
    return {
      fires: { series: length(3), at: '24h1m', alerts: [alert] },
      justBelow: { series: length(0), at: '24h1m' },
      missing: { at: '24h1m', alerts: [] },
    };
  },
});
