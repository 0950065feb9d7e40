import type { Attempt } from '../../attempt';
import { forgetDeployment } from '../../deployment';
import { restartComplete, startRestart } from '../../faults';
import { kubectl } from '../../kubectl';
import { seconds } from '../../measurement';
import { measure, startClients } from '../../outages';
import { podsOf } from '../../pods';
import { type ProvenComponent, waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import { randomPassword } from '../../transform';
import { secondsSince, until } from '../../wait';
import { redisCli } from '../component';
import { changePasswords, passwordsOf } from '../passwords';

// The procedure of docs/redis.md, "Rotate a password", for all users at once.

const longest = 1; // seconds
const patience = 240; // seconds: the kubelet refreshes files from a Secret within about a minute

/** Answers of a server that refuses a user or a password. */
const refusal = /NOAUTH|WRONGPASS|NOPERM/;

export const refusals = (attempts: readonly Attempt[]): readonly string[] =>
  attempts.flatMap(({ error }) => (error && refusal.test(error) ? [error] : []));

/** Why the keepers have not said yet that the new passwords are used. */
export function notUsed(pod: string, log: string, users: readonly string[]): string | undefined {
  const missing = users.filter((user) => !log.includes(`[OK] ${user}: the Secret's new password is used`));
  return missing.length > 0 ? `the keeper of ${pod} has not logged that the new password is used of ${missing.join(', ')}` : undefined;
}

async function newPasswordsUsed({ dist }: ProvenComponent, users: readonly string[]): Promise<void> {
  const check = async () => {
    const logs = (await podsOf(dist)).map(async ({ metadata }) =>
      notUsed(metadata.name, await kubectl(['logs', '-n', dist.namespace, metadata.name, '-c', 'keeper']), users),
    );
    return (await Promise.all(logs)).find(Boolean);
  };
  await until('the new passwords used by all keepers', check, { timeoutSeconds: patience, everySeconds: 2 });
}

/** Makes all clients log in again. */
async function closeConnections({ dist }: ProvenComponent): Promise<void> {
  for (const pod of await podsOf(dist)) await redisCli(pod, 'client', 'kill', 'type', 'normal');
}

/** Clients of an application whose pods replace each other: the old ones stop when the new ones succeed. */
async function restartClients(context: RowContext): Promise<readonly Attempt[]> {
  const { clients } = context;
  const old = [...clients.running];
  await startClients(context, 'write');
  await clients.flowing(1);
  await clients.stop(old);
  return old.flatMap(({ attempts }) => attempts);
}

export const passwordRotation: Row = {
  name: 'password-rotation',
  title: 'The passwords of all users are rotated',
  causes:
    'the passwords of all users are changed in the Secrets while clients write to every shard; when every keeper has logged that the new ones are used, all connections are closed, so that old clients log in again; then new clients replace the old ones, and the StatefulSet is restarted',
  promise: { text: `no command is refused, and no slot is unavailable for more than ${longest} s`, maximum: longest },
  async run(context) {
    const { clients, component, say } = context;
    const { dist } = component;
    await forgetDeployment(dist.namespace); // the next row starts with the passwords that it knows
    await startClients(context, 'write');
    await clients.flowing(1);
    const from = Date.now();
    const passwords = passwordsOf(dist.workload());
    await changePasswords(dist.namespace, passwords, randomPassword);
    await newPasswordsUsed(
      component,
      passwords.map(({ user }) => user),
    );
    const used = secondsSince(from);
    say(`the new passwords are used after ${seconds(used)}`);
    await closeConnections(component);
    await clients.flowing(2);
    const before = measure(clients.running, from, Date.now()).outage;
    const attempts = await restartClients(context);
    const replaced = Date.now();
    say('the clients are replaced');
    await startRestart(component);
    await restartComplete(component);
    await waitHealthy(component);
    await clients.flowing(2);
    const after = measure(clients.running, replaced, Date.now()).outage;
    const refused = refusals([...attempts, ...clients.running.flatMap((client) => client.attempts)]);
    return {
      passed: refused.length === 0 && Math.max(before, after) <= longest,
      measured: `${refused.length} commands refused; slots unavailable for at most ${seconds(Math.max(before, after))}`,
      repetitions: 1,
      notes: [
        `All keepers used the new passwords ${seconds(used)} after the change of the Secrets.`,
        `Slots were unavailable for ${seconds(before)} until the old clients had logged in again, and for ${seconds(after)} during the restart.`,
        ...new Set(refused),
      ],
    };
  },
};
