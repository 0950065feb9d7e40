import type { Manifest } from '../../model';
import { clientPolicies, clientProgramsManifest } from '../client-manifests';
import { applicationPod } from '../client-programs';
import { Clients } from '../clients';
import { nodeOtherThan } from '../cluster';
import { apply } from '../kubectl';
import { seconds } from '../measurement';
import { commonErrors, measure, settle } from '../outages';
import { type ProvenComponent, waitHealthy } from '../proven-component';
import { secondsSince, sleep } from '../wait';

/** A store with its clients. */
export interface Used {
  readonly store: ProvenComponent;
  readonly clients: Clients;
}

/** Images of the clients. */
export const clientImages = (stores: readonly ProvenComponent[]): readonly string[] =>
  stores.flatMap((store) => Object.values(store.programs()).map(({ image }) => image));

/** What the clients of all stores need in the namespace. They may reach every store there. */
async function clientManifests(stores: readonly ProvenComponent[]): Promise<readonly Manifest[]> {
  const [first] = stores;
  if (!first) throw new Error('the platform has no store');
  const files = await Promise.all(stores.flatMap((store) => Object.values(store.programs()).map((program) => program.files())));
  const parts = Object.assign({}, ...stores.map((store) => store.parts));
  return [...clientPolicies(first.dist, parts), clientProgramsManifest(first.dist.namespace, Object.assign({}, ...files))];
}

/** Starts clients that write to every store, and waits until they are served. */
export async function startWriters(stores: readonly ProvenComponent[], run: string): Promise<readonly Used[]> {
  await apply(await clientManifests(stores));
  const node = await nodeOtherThan();
  const used = stores.map((store): Used => {
    const application = applicationPod(store.dist, store.peers.application, store.variables);
    return { store, clients: new Clients(store.dist.namespace, store.programs(), application, store.clientVariables?.()) };
  });
  for (const { store, clients } of used) {
    const wanted = Object.keys(store.programs()).map((kind) => ({ kind, mode: 'write', node }));
    await clients.start(`${run}-${Date.now()}`, wanted);
  }
  for (const { clients } of used) await clients.flowing(2);
  return used;
}

export const stopWriters = async (used: readonly Used[]): Promise<void> => {
  for (const { clients } of used) await clients.stop();
};

/** Waits until every store is healthy and serves its clients. */
export async function waitServed(used: readonly Used[]): Promise<void> {
  for (const { store, clients } of used) {
    await clients.flowing(2, 180);
    await waitHealthy(store);
  }
}

export interface Observed {
  /** Seconds until the command had ended. */
  readonly took: number;
  /** Longest outage of each store, in seconds, in their order. */
  readonly outages: readonly number[];
}

/** Runs a command while clients write to every store. */
export async function observed(used: readonly Used[], act: () => Promise<unknown>, say: (text: string) => void): Promise<Observed> {
  await waitServed(used);
  const from = Date.now();
  await act();
  const took = secondsSince(from);
  await sleep(settle);
  await waitServed(used);
  const to = Date.now();
  for (const error of used.flatMap(({ clients }) => commonErrors(clients.running, from))) say(`  ${error}`);
  const outages = used.map(({ clients }) => measure(clients.running, from, to).outage);
  say(`complete after ${seconds(took)}; writes stopped for ${outages.map(seconds).join(', ')}`);
  return { took, outages };
}
