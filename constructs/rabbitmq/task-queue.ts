// The queues behind a task queue. The broker moves a failed task from one to the next, so the application needs no code for retries.
import type { TaskQueue } from './schema';

/** Seconds before each retry of a failed task. */
export const delays = [10, 60, 300] as const;

/** Times that a task is delivered again after its worker was lost, before it counts as failed. */
const deliveryLimit = 20;

/** One queue of the chain. */
export interface Stage {
  readonly name: string;
  /** The queue that gets what is rejected here, or has waited long enough. @default none: what is here stays */
  readonly next?: string;
  /** Milliseconds after which a message moves on. @default never */
  readonly timeToLive?: number;
}

/** The queue, a pair of queues for each retry (one without consumers in which tasks wait, one from which they are run), and that of dead letters. */
export function stagesOf({ name }: TaskQueue): Stage[] {
  const dead = deadLettersOf(name);
  const retry = (index: number): string => `${name}.retry-${index + 1}`;
  const afterFailure = (index: number): string => (index < delays.length ? `${name}.wait-${index + 1}` : dead);
  return [
    { name, next: afterFailure(0) },
    ...delays.flatMap((seconds, index) => [
      { name: afterFailure(index), next: retry(index), timeToLive: seconds * 1000 },
      { name: retry(index), next: afterFailure(index + 1) },
    ]),
    { name: dead },
  ];
}

/** The queue of the tasks that failed finally. */
export const deadLettersOf = (name: string): string => `${name}.dead`;

/** The queues from which workers take tasks. */
export const consumedOf = (queue: TaskQueue): string[] =>
  stagesOf(queue).flatMap(({ name, next, timeToLive }) => (next && !timeToLive ? [name] : []));

/**
 * The settings of a queue. They are a policy, not arguments, because arguments cannot be changed while the queue exists. A dead letter stays until the
 * next queue has confirmed it (at-least-once), which needs reject-publish; with drop-head, a full queue would lose its oldest task.
 */
export const policyOf = ({ next, timeToLive }: Stage, { maximumMessages }: TaskQueue) => ({
  overflow: 'reject-publish',
  'max-length': maximumMessages,
  // Nothing is ever dropped from the dead letters, however often an engineer looks at them.
  'delivery-limit': next === undefined ? -1 : deliveryLimit,
  ...(next === undefined ? {} : { 'dead-letter-exchange': '', 'dead-letter-routing-key': next, 'dead-letter-strategy': 'at-least-once' }),
  ...(timeToLive === undefined ? {} : { 'message-ttl': timeToLive }),
});
