import type { ClientPod } from './clients';
import { moveDnsOff, nodeOtherThan } from './cluster';
import { gaps, median } from './gaps';
import { judge, type Measurement, type Promised, seconds } from './measurement';
import { nodeOf } from './pods';
import type { RowContext } from './row';
import type { Pod } from './shapes';
import { sleep } from './wait';

/** Something that goes wrong, and can be made to go wrong again and again. */
export interface Fault {
  /** What the clients do meanwhile. @default write */
  readonly mode?: string;
  /** The target's node goes: neither clients nor the cluster's DNS may be on it. */
  readonly nodeLeaves?: boolean;
  /** Causes it, given the component's target: a pod that takes writes. */
  cause(target: Pod): Promise<void>;
  /** What brings the component back to its starting state, after the clients are served again. */
  repair?(target: Pod): Promise<void>;
  /** Gives the next repetition a fair start; nothing of it is measured. */
  renew?(target: Pod): Promise<void>;
}

/** One repetition, as the worst client saw it. */
export interface Repetition {
  /** Seconds. */
  readonly outage: number;
  /** Outages of more than a second. */
  readonly count: number;
  /** Whether another one serves what the target served. */
  readonly takenOver: boolean;
  /** Longest outage of each client, in seconds. */
  readonly clients: ReadonlyMap<string, number>;
}

/** Seconds after which a fault shows: a moment after a kill all still looks well, to the component too, and an outage would seem to be over. */
export const settle = 3;

/** Starts every client of the component in a mode, on a node that stays. */
export async function startClients(context: RowContext, mode: string, ...leaving: readonly string[]): Promise<readonly ClientPod[]> {
  const node = await nodeOtherThan(...leaving);
  const kinds = Object.keys(context.component.programs(context.deployment.manifests));
  return context.clients.start(
    `${context.row}-${Date.now()}`,
    kinds.map((kind) => ({ kind, mode, node })),
  );
}

/** Has clients that write, or do what a row wants of them, on a node that stays, and DNS on such a node. */
export async function clientsOff(context: RowContext, leaving: readonly string[], mode = 'write'): Promise<void> {
  const { clients } = context;
  if (leaving.length > 0 && (await moveDnsOff(...leaving)))
    context.changed("the cluster's DNS server moved off the node that goes: with one server, its loss would be measured too");
  if (clients.running.some(({ options }) => leaving.includes(options.node))) await clients.stop();
  if (clients.running.length === 0) await startClients(context, mode, ...leaving);
  await clients.flowing(1);
}

/** Causes a fault once, with clients that are served before and after. */
async function repetition(context: RowContext, fault: Fault, number: number): Promise<Repetition> {
  const { clients, component } = context;
  await component.waitHealthy();
  const target = await component.target(number);
  await clientsOff(context, fault.nodeLeaves ? [nodeOf(target)] : [], fault.mode);
  const before = await component.servedBy(target);
  const from = Date.now();
  await fault.cause(target);
  await sleep(settle);
  await clients.flowing(2, 120);
  await fault.repair?.(target);
  await component.waitHealthy();
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

/** What the clients saw between two moments. */
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

/** What the clients were told meanwhile, the most frequent first. */
export function commonErrors(clients: readonly ClientPod[], from: number): string[] {
  const counts = new Map<string, number>();
  for (const { at, error } of clients.flatMap((client) => client.attempts)) if (error && at > from) counts.set(error, (counts.get(error) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([error, count]) => `${count} x ${error}`);
}

/** Causes a fault as often as the run is to repeat. */
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

/** A row's result from its repetitions: outages held against the promise, and each client's figures beside them. */
export function judgeOutages({ component }: Pick<RowContext, 'component'>, found: readonly Repetition[], promised: Promised): Measurement {
  const changed = found.filter((one) => one.takenOver).length;
  const judged = judge(
    found.map((one) => one.outage),
    promised,
  );
  const [first = '', ...rest] = component.takenOver;
  return { ...judged, notes: [`${eachClientOver(found)}. ${first.toUpperCase()}${rest.join('')} changed in ${changed} of ${found.length}.`] };
}
