import type { Attempt } from '../../attempt';
import { applicationPod } from '../../client-programs';
import { type ClientPod, Clients } from '../../clients';
import { nodeOtherThan } from '../../cluster';
import { forgetDeployment } from '../../deployment';
import { restartComplete } from '../../faults';
import { apply } from '../../kubectl';
import { seconds } from '../../measurement';
import { measure } from '../../outages';
import { waitHealthy } from '../../proven-component';
import type { Row, RowContext } from '../../row';
import { randomPassword } from '../../transform';
import { secondsSince, until } from '../../wait';
import { type LoginRole, type Pair, pairsOf, withAlternates, withSecondRoles } from '../alternate';

// The procedure of docs/postgresql.md, "Rotating a password", by two roles in turn. Clients of the proof replace each other as pods of an application do.

const times = 2;
const longest = 2; // seconds without a success; the clients that start take CPU time from the others
const patience = 240; // seconds: the kubelet refreshes the keeper's files within about a minute

/** Clients that run at the same time with the same roles: the pods of one rollout. */
interface Generation {
  readonly clients: Clients;
  readonly roles: readonly LoginRole[];
  /** When all of them succeeded: such pods are ready. */
  readonly ready: number;
}

const putNewPasswords = (namespace: string, roles: readonly LoginRole[]): Promise<string> =>
  apply(
    roles.map(({ secret, key }) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secret, namespace },
      stringData: { [key]: randomPassword() },
    })),
  );

async function startGeneration({ component, row }: RowContext, pairs: readonly Pair[], which: keyof Pair): Promise<Generation> {
  const { dist, peers, variables } = component;
  const first = applicationPod(dist, peers.application, variables);
  const programs = component.programs();
  const clients = new Clients(dist.namespace, programs, which === 'second' ? withSecondRoles(first, pairs) : first, component.clientVariables?.());
  const node = await nodeOtherThan();
  const wanted = Object.keys(programs).flatMap((kind) => ['write', 'read'].map((mode) => ({ kind, mode, node })));
  await clients.start(`${row}-${Date.now()}`, wanted);
  await clients.flowing(2, patience);
  return { clients, roles: pairs.map((pair) => pair[which]), ready: Date.now() };
}

const loopsOf = ({ attempts }: Pick<ClientPod, 'attempts'>): readonly (readonly Attempt[])[] =>
  [...new Set(attempts.map(({ loop }) => loop))].map((name) => attempts.filter(({ loop }) => loop === name));

/** Errors of attempts until a moment, after the first success of their loop: before that, a pod is not ready and gets no requests. */
export const failuresUntil = (client: Pick<ClientPod, 'attempts'>, moment: number): readonly string[] =>
  loopsOf(client).flatMap((attempts) => {
    const first = attempts.findIndex(({ ok }) => ok);
    return first < 0 ? [] : attempts.slice(first).flatMap(({ at, ok, error }) => (ok || at > moment ? [] : (error ?? 'no reason given')));
  });

/** Why a loop that opens new connections is not refused yet. The loop `persistent` keeps its session, which stays open. */
const notRefused = (clients: Clients) => async () =>
  clients.running
    .flatMap((client) => loopsOf(client).map((attempts) => ({ title: client.title(attempts[0]?.loop), last: attempts.at(-1) })))
    .filter(({ last }) => last?.loop !== 'persistent')
    .map(({ title, last }) => (/password authentication failed/.test(last?.error ?? '') ? undefined : `${title} can still log in`))
    .find(Boolean);

/** What one generation of clients saw while its pods were ready. */
interface Seen {
  readonly failures: readonly string[];
  readonly gap: number;
}

const seenBy = ({ clients, ready }: Generation, end: number): Seen => ({
  failures: clients.running.flatMap((client) => failuresUntil(client, end)),
  gap: measure(clients.running, ready, end).outage,
});

async function rotate(context: RowContext, old: Generation, pairs: readonly Pair[], to: keyof Pair): Promise<{ next: Generation; seen: Seen }> {
  const { namespace } = context.component.dist;
  const start = Date.now();
  await putNewPasswords(
    namespace,
    pairs.map((pair) => pair[to]),
  );
  const next = await startGeneration(context, pairs, to);
  const replaced = Date.now();
  context.say(`new clients succeed ${seconds(secondsSince(start))} after the new passwords; now new passwords for the roles before`);
  await putNewPasswords(namespace, old.roles);
  await until('the former passwords refused', notRefused(old.clients), { timeoutSeconds: patience });
  context.say(`the former passwords are refused after ${seconds(secondsSince(replaced))}`);
  const seen = seenBy(old, replaced);
  await old.clients.stop();
  return { next, seen };
}

/** Adds the second roles, as the first rotation needs them; the StatefulSet restarts. */
async function addSecondRoles({ changed, component, deployment }: RowContext, pairs: readonly Pair[]): Promise<void> {
  const { dist } = component;
  await forgetDeployment(dist.namespace); // the next row starts from nothing, with the passwords that it knows
  changed(`StatefulSet/${dist.id}, ConfigMap/${dist.id}: as with \`alternate\` for every database, while the row ran`);
  await putNewPasswords(
    dist.namespace,
    pairs.map(({ second }) => second),
  );
  await apply(withAlternates(dist.id, deployment.manifests));
  await restartComplete(component);
  await waitHealthy(component);
}

export const passwordRotation: Row = {
  name: 'password-rotation',
  title: 'Passwords of the application and the reader are rotated by two roles in turn',
  causes:
    'with `alternate` in place: new passwords for the unused roles; new clients with these roles, beside the old ones; when the new ones succeed, new passwords for the former roles, until those refuse the old clients; then the same back',
  promise: {
    text: `no client that is served fails once or waits for more than ${longest} s: the old clients until the new ones succeed, then the new ones`,
  },
  async run(context) {
    const pairs = pairsOf(context.component.dist.configuration());
    await addSecondRoles(context, pairs);
    const wanted = Math.min(times, context.repeat);
    const generations = [await startGeneration(context, pairs, 'first')];
    const found: Seen[] = [];
    try {
      while (found.length < wanted) {
        const { next, seen } = await rotate(context, generations.at(-1) as Generation, pairs, found.length % 2 === 0 ? 'second' : 'first');
        generations.push(next);
        found.push(seen);
      }
      found.push(seenBy(generations.at(-1) as Generation, Date.now()));
    } finally {
      for (const { clients } of generations) await clients.stop();
    }
    const failures = found.flatMap((one) => one.failures);
    const gap = Math.max(...found.map((one) => one.gap));
    return {
      passed: failures.length === 0 && gap <= longest,
      measured: `${failures.length} attempts failed in ${wanted} rotations; the longest wait was ${seconds(gap)}`,
      repetitions: wanted,
      notes: [...new Set(failures)],
      ...(wanted < times ? { incomplete: true } : {}),
    };
  },
};
