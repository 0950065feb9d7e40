import { type SecretKey, secret } from '../kubernetes';

/**
 * The users of every server, with their rules. `default` is off. No category or subcommand is newer than Redis 7.0.
 *
 * - application: what works on keys, and what a client of a cluster needs. It can change no server, and stop or empty none. Without KEYS, which
 *   blocks the server for as long as it reads all keys; SCAN does the same in steps. Lua is allowed, because its commands are checked as those of its
 *   user. INFO is for clients that check a server before they use it. SORT is as bounded as other commands that read a whole key.
 * - keeper: everything, because it sets passwords and configuration; also for the hooks, the Job of the shards, and an engineer in the pod.
 * - replica: what a replica sends to its master.
 * - exporter: what the exporter reads. Without CONFIG, which would show the password of replicas, and thus give all data.
 */
export const users = {
  application: '~* &* +@all -@admin -@dangerous -function -memory -script +info +memory|usage +role +script|exists +script|load +sort +sort_ro',
  keeper: '~* &* +@all',
  replica: '+ping +psync +replconf',
  exporter: '+client|setname +cluster|info +info +latency|histogram +latency|latest +ping +slowlog|get +slowlog|len',
} as const;

export type User = keyof typeof users;

/** The key of each user's password. The application's is in a Secret of its own, because clients read it. */
export const passwordsOf = (name: string, application: SecretKey): Readonly<Record<User, SecretKey>> => ({
  application,
  keeper: secret(`${name}-internal`, 'keeper'),
  replica: secret(`${name}-internal`, 'replica'),
  exporter: secret(`${name}-internal`, 'exporter'),
});

/** A line for each user: its name and its rules. */
export const usersFile = Object.entries(users)
  .map((user) => `${user.join(' ')}\n`)
  .join('');
