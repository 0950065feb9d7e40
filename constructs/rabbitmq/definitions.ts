// What every node imports when it starts: users, rights, queues, exchanges and policies. start.sh puts the hashes of the passwords in.

import type { FilledProps } from './schema';
import { policyOf, stagesOf } from './task-queue';
import { tester, type User } from './users';

/** The text in the place of a hash; start.sh writes the same. */
const placeOfHash = (user: string): string => `<hash of ${user}>`;

/** The name of the virtual host is the platform's: `/` must be written differently in the URLs of different clients. */
export function definitionsOf(vhost: string, { taskQueues }: Pick<FilledProps, 'taskQueues'>, users: readonly User[]): string {
  const chains = taskQueues.map((queue) => ({ queue, stages: stagesOf(queue) }));
  const entrances = [...taskQueues.map(({ name }) => name), tester.queue];
  const definitions = {
    vhosts: [{ name: vhost, default_queue_type: 'quorum' }],
    users: users.map(({ name }) => ({ name, password_hash: placeOfHash(name), hashing_algorithm: 'rabbit_password_hashing_sha256', tags: [] })),
    permissions: users.map(({ name, configure, write, read }) => ({ user: name, vhost, configure, write, read })),
    // Publishers write to an exchange of their queue, because the default exchange would lead them to every queue. With fanout, any routing key leads
    // to the queue: a wrong one would lose the task.
    exchanges: entrances.map((name) => ({ name, vhost, type: 'fanout', durable: true, auto_delete: false, internal: false, arguments: {} })),
    queues: [...chains.flatMap(({ stages }) => stages.map(({ name }) => name)), tester.queue].map((name) => ({
      name,
      vhost,
      durable: true,
      auto_delete: false,
      arguments: { 'x-queue-type': 'quorum' },
    })),
    bindings: entrances.map((name) => ({ source: name, vhost, destination: name, destination_type: 'queue', routing_key: '', arguments: {} })),
    policies: [
      ...chains.flatMap(({ queue, stages }) => stages.map((stage) => ({ name: stage.name, definition: policyOf(stage, queue) }))),
      { name: tester.queue, definition: { 'max-length': 10, 'message-ttl': 60_000 } },
    ].map(({ name, definition }) => ({
      vhost,
      name,
      pattern: `^${name.replaceAll('.', '\\.')}$`,
      'apply-to': 'quorum_queues',
      priority: 1,
      definition,
    })),
  };
  return `${JSON.stringify(definitions, null, 1)}\n`;
}
