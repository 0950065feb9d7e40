import type { ClientKind } from './client-programs';
import type { ClientMode, ClientPod } from './clients';
import { moveDnsOff, nodeOtherThan } from './cluster';
import { nodeOf, patroniMembers, primary, waitHealthy } from './component';
import { gaps, median } from './gaps';
import type { Pod } from './manifest';
import { judge, type Measurement, type Promised, seconds } from './measurement';
import type { RowContext } from './row';
import { secondsSince, sleep } from './wait';

/** Something that goes wrong, and can be made to go wrong again and again. */
export interface Fault {
  /** What the clients do meanwhile. @default write */
  readonly mode?: ClientMode;
  /** The primary's node goes: neither clients nor the cluster's DNS may be on it. */
  readonly nodeLeaves?: boolean;
  /** Causes it, given the primary's pod. */
  cause(target: Pod): Promise<void>;
  /** What brings the component back to its starting state, after the clients are served again. */
  repair?(target: Pod): Promise<void>;
}

/** One repetition, as the worst client saw it. */
export interface Repetition {
  /** Seconds. */
  readonly outage: number;
  /** Outages of more than a second. */
  readonly count: number;
  readonly leaderChanged: boolean;
  /** Longest outage of each client, in seconds. */
  readonly clients: ReadonlyMap<string, number>;
}

/** Seconds after which a fault shows: a moment after a kill all still looks well, to Patroni too, and an outage would seem to be over. */
export const settle = 3;

const kinds: readonly ClientKind[] = ['libpq', 'node-postgres'];

/** Starts both clients in a mode, on a node that stays. */
export async function startBoth(context: RowContext, mode: ClientMode, leaving?: string): Promise<readonly ClientPod[]> {
  const node = await nodeOtherThan(leaving);
  return context.clients.start(
    `${context.row}-${Date.now()}`,
    kinds.map((kind) => ({ kind, mode, node })),
  );
}

/** Causes a fault once, with clients that are served before and after. */
async function repetition(context: RowContext, fault: Fault): Promise<Repetition> {
  const { clients } = context;
  await waitHealthy();
  const target = await primary();
  const leaving = fault.nodeLeaves ? nodeOf(target) : undefined;
  if (leaving && (await moveDnsOff(leaving)))
    context.changed("the cluster's DNS server moved off the node that goes: with one server, its loss would be measured too");
  if (clients.running.some(({ options }) => options.node === leaving)) await clients.stop();
  if (clients.running.length === 0) await startBoth(context, fault.mode ?? 'write', leaving);
  await clients.flowing(1);
  const timeline = await timelineOf(target);
  const from = Date.now();
  await fault.cause(target);
  await sleep(settle);
  await clients.flowing(2, 120);
  await fault.repair?.(target);
  await waitHealthy();
  await clients.flowing(1);
  const now = await primary();
  const found = measure(clients.running, from, Date.now());
  const leaderChanged = now.metadata.uid !== target.metadata.uid || (await timelineOf(now)) !== timeline;
  const each = [...found.clients].map(([client, longest]) => `${client} ${seconds(longest)}`).join(', ');
  context.say(`outage ${seconds(found.outage)} (${each}); healthy after ${seconds(secondsSince(from))}`);
  for (const error of commonErrors(clients.running, from)) context.say(`  ${error}`);
  return { ...found, leaderChanged };
}

/** What the clients saw between two moments. */
export function measure(clients: readonly ClientPod[], from: number, to: number): Omit<Repetition, 'leaderChanged'> {
  const all = clients.flatMap((client) =>
    [...client.successes()].map(([loop, moments]) => ({ title: client.title(loop), gaps: gaps(moments, from, to) })),
  );
  return {
    outage: Math.max(...all.map((client) => Math.max(...client.gaps))),
    count: Math.max(...all.map((client) => client.gaps.filter((gap) => gap > 1).length)),
    clients: new Map(all.map((client) => [client.title, Math.max(...client.gaps)])),
  };
}

/** What the clients were told meanwhile, the most frequent first. */
function commonErrors(clients: readonly ClientPod[], from: number): string[] {
  const counts = new Map<string, number>();
  for (const { at, error } of clients.flatMap((client) => client.attempts)) if (error && at > from) counts.set(error, (counts.get(error) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([error, count]) => `${count} x ${error}`);
}

export async function timelineOf(pod: Pod): Promise<number | undefined> {
  return (await patroniMembers(pod.metadata.name)).find((member) => member.role === 'leader')?.timeline;
}

/** Causes a fault as often as the run is to repeat. */
export async function repetitions(context: RowContext, fault: Fault, times = context.repeat): Promise<readonly Repetition[]> {
  const found: Repetition[] = [];
  for (let number = 1; number <= times; number++) {
    context.say(`repetition ${number} of ${times}`);
    found.push(await repetition(context, fault));
    await sleep(1);
  }
  return found;
}

/** A row's result from its repetitions: outages held against the promise, and each client's figures beside them. */
export function judgeOutages(found: readonly Repetition[], promised: Promised): Measurement {
  const titles = [...new Set(found.flatMap((one) => [...one.clients.keys()]))];
  const each = titles.map((title) => {
    const values = found.flatMap((one) => one.clients.get(title) ?? []);
    return `${title} median ${seconds(median(values))}, maximum ${seconds(Math.max(...values))}`;
  });
  const changed = found.filter((one) => one.leaderChanged).length;
  const judged = judge(
    found.map((one) => one.outage),
    promised,
  );
  return { ...judged, notes: [`${each.join('; ')}. The leader or its timeline changed in ${changed} of ${found.length}.`] };
}
