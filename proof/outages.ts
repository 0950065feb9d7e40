import type { ClientPod } from './clients';
import { nodeOtherThan } from './cluster';
import { gaps, median } from './gaps';
import { judge, type Measurement, type Promised, seconds } from './measurement';
import { nodeOf } from './pods';
import { sentence, waitHealthy } from './proven-component';
import type { RowContext } from './row';
import type { Pod } from './shapes';
import { sleep } from './wait';

/** A fault that can be caused repeatedly. */
export interface Fault {
  /** What the clients do during the fault. @default write */
  readonly mode?: string;
  /** The target's node goes down: no client may run on it. The cluster's DNS servers stay where they are, so one may go with the node. */
  readonly nodeLeaves?: boolean;
  /** Prepares a state that the fault needs, before its target is chosen; it is not measured. */
  prepare?(repetition: number): Promise<void>;
  /** Causes the fault in the component's target: a pod that accepts writes. */
  cause(target: Pod): Promise<void>;
  /** Restores the component's starting state, after the clients are served again. */
  repair?(target: Pod): Promise<void>;
  /** Prepares a fair start of the next repetition; it is not measured. */
  renew?(target: Pod): Promise<void>;
}

/** One repetition, as the worst client saw it. */
export interface Repetition {
  /** Seconds. */
  readonly outage: number;
  /** Outages of more than a second. */
  readonly count: number;
  /** Whether another pod now serves what the target served. */
  readonly takenOver: boolean;
  /** Longest outage of each client, in seconds. */
  readonly clients: ReadonlyMap<string, number>;
}

/** Seconds until a fault is visible. Right after a kill everything still looks healthy, and the outage would seem to be over. */
export const settle = 3;

/** Starts every client of the component in a mode, on a node that stays up. */
export async function startClients(context: RowContext, mode: string, ...leaving: readonly string[]): Promise<readonly ClientPod[]> {
  const node = await nodeOtherThan(...leaving);
  const kinds = Object.keys(context.component.programs());
  return context.clients.start(
    `${context.row}-${Date.now()}`,
    kinds.map((kind) => ({ kind, mode, node })),
  );
}

/** Makes sure that clients run in the mode, on nodes that stay up. */
export async function clientsOff(context: RowContext, leaving: readonly string[], mode = 'write'): Promise<void> {
  const { clients } = context;
  if (clients.running.some(({ options }) => leaving.includes(options.node))) await clients.stop();
  if (clients.running.length === 0) await startClients(context, mode, ...leaving);
  await clients.flowing(1);
}

/** Causes a fault once; clients are served before and after it. */
async function repetition(context: RowContext, fault: Fault, number: number): Promise<Repetition> {
  const { clients, component } = context;
  await waitHealthy(component);
  await fault.prepare?.(number);
  const target = await component.target(number);
  await clientsOff(context, fault.nodeLeaves ? [nodeOf(target)] : [], fault.mode);
  const before = await component.servedBy(target);
  const from = Date.now();
  await fault.cause(target);
  await sleep(settle);
  await clients.flowing(2, 120);
  await fault.repair?.(target);
  await waitHealthy(component);
  await clients.flowing(1);
  const to = Date.now();
  const found = measure(clients.running, from, to);
  const takenOver = (await component.servedBy(target)) !== before;
  context.say(`outage ${seconds(found.outage)} (${eachClient(found)}); healthy after ${seconds((to - from) / 1000)}`);
  for (const error of commonErrors(clients.running, from)) context.say(`  ${error}`);
  await fault.renew?.(target);
  return { ...found, takenOver };
}

export const eachClient = (found: Pick<Repetition, 'clients'>): string =>
  [...found.clients].map(([client, longest]) => `${client} ${seconds(longest)}`).join(', ');

/** What the clients saw between two points in time. */
export function measure(clients: readonly ClientPod[], from: number, to: number): Omit<Repetition, 'takenOver'> {
  const all = clients.flatMap((client) =>
    [...client.successes()].map(([loop, moments]) => ({ title: client.title(loop), gaps: gaps(moments, from, to) })),
  );
  return {
    outage: Math.max(...all.map((client) => Math.max(...client.gaps))),
    count: Math.max(...all.map((client) => client.gaps.filter((gap) => gap > 1).length)),
    clients: new Map(all.map((client) => [client.title, Math.max(...client.gaps)])),
  };
}

/** The errors that the clients got since a point in time, the most frequent first. */
export function commonErrors(clients: readonly ClientPod[], from: number): string[] {
  const counts = new Map<string, number>();
  for (const { at, error } of clients.flatMap((client) => client.attempts)) if (error && at > from) counts.set(error, (counts.get(error) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([error, count]) => `${count} x ${error}`);
}

/** Causes a fault as often as the run repeats. */
export async function repetitions(context: RowContext, fault: Fault, times = context.repeat): Promise<readonly Repetition[]> {
  const found: Repetition[] = [];
  for (let number = 1; number <= times; number++) {
    context.say(`repetition ${number} of ${times}`);
    found.push(await repetition(context, fault, number));
    await sleep(1);
  }
  return found;
}

/** Each client's figures over repetitions. */
export function eachClientOver(found: readonly Pick<Repetition, 'clients'>[]): string {
  const titles = [...new Set(found.flatMap((one) => [...one.clients.keys()]))];
  const each = titles.map((title) => {
    const values = found.flatMap((one) => one.clients.get(title) ?? []);
    return `${title} median ${seconds(median(values))}, maximum ${seconds(Math.max(...values))}`;
  });
  return each.join('; ');
}

/** A row's result from its repetitions: outages compared with the promise, and each client's figures in a note. */
export function judgeOutages(
  { component }: { readonly component: Pick<RowContext['component'], 'takenOver'> },
  found: readonly Repetition[],
  promised: Promised,
): Measurement {
  const changed = found.filter((one) => one.takenOver).length;
  const judged = judge(
    found.map((one) => one.outage),
    promised,
  );
  return { ...judged, notes: [`${eachClientOver(found)}. ${sentence(component.takenOver)} changed in ${changed} of ${found.length}.`] };
}
