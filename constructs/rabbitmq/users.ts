import { type SecretKey, secret } from '../kubernetes';
import type { FilledProps, TaskQueue } from './schema';
import { consumedOf } from './task-queue';

/** A user of the broker; all rights are regular expressions over the names of queues and exchanges. */
export interface User {
  readonly name: string;
  readonly password: SecretKey;
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** The user of the test of a release, and its queue, which drops what nobody reads. */
export const tester = { name: 'release-test', queue: 'release-test' } as const;

/**
 * What Celery declares for remote control and events: the exchanges `celery.pidbox`, `reply.celery.pidbox` and `celeryev`, for each worker the queue
 * `<worker>.celery.pidbox`, for answers `<id>.reply.celery.pidbox`, for events `celeryev.<id>`.
 */
const ofCelery = ['celery\\.pidbox', '.*\\.celery\\.pidbox', 'celeryev(\\..*)?'];

/** All users with their rights: a publisher reaches the exchanges of its queues, a consumer its queues. */
export const usersOf = (id: string, { users, taskQueues }: Pick<FilledProps, 'users' | 'taskQueues'>): User[] => [
  ...users.map(({ name, password, celery }) => {
    const queuesOf = (role: 'publishers' | 'consumers') => taskQueues.filter((queue) => queue[role].includes(name));
    const own = celery ? ofCelery : [];
    return {
      name,
      password,
      configure: anyOf(own),
      write: anyOf([...queuesOf('publishers').map((queue) => quoted(queue.name)), ...own]),
      read: anyOf([...queuesOf('consumers').flatMap((queue: TaskQueue) => consumedOf(queue).map(quoted)), ...own]),
    };
  }),
  {
    name: tester.name,
    password: secret(`${id}-internal`, tester.name),
    configure: anyOf([]),
    write: anyOf([tester.queue]),
    read: anyOf([tester.queue]),
  },
];

const quoted = (name: string): string => name.replaceAll('.', '\\.');

/** `^$` matches no name. */
const anyOf = (patterns: readonly string[]): string => (patterns.length === 0 ? '^$' : `^(${patterns.join('|')})$`);
