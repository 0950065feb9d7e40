import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Manifest, over } from '../../model';
import { clusterOffer } from '../cluster';
import { removeEverything } from '../deployment';
import { asFolder } from '../folder';
import type { PlatformContext } from '../platform-row';
import { type ProvenComponent, waitHealthy } from '../proven-component';
import { remindScheduler } from '../unscheduled';
import { secondsSince } from '../wait';
import { differing, liveWorkloads } from './objects';
import { chartFolder, firstOf, type Packaged, secondOf, valuesFile } from './packaged';
import { type Given, givenValues, install, ownObjects, type Release, rendered, upgrade, valuesOfFile } from './release';
import { clientImages } from './store-clients';
import { fitted, type Values } from './values';

// The releases that rows start from.

/** The release with the usual environment's values, as far as the cluster has room for them. */
export interface Usual {
  readonly release: Release;
  /** All values. */
  readonly values: Values;
  /** Those that differ from the chart's. */
  readonly given: Given;
  /** The release's objects. */
  readonly manifests: readonly Manifest[];
  readonly stores: readonly ProvenComponent[];
}

const readValues = (packaged: Packaged, root: string, name: string): Values =>
  parse(readFileSync(join(root, chartFolder(packaged), name), 'utf8')) as Values;

/** The values file of the bare environment. */
export const bareValues = (packaged: Packaged, root: string): Given => valuesOfFile(join(root, chartFolder(packaged), valuesFile(packaged.bare)));

/** Namespaces in which the platform may run: those of its releases, and that of dist. */
const namespacesOf = (packaged: Packaged, root: string): readonly string[] => [
  firstOf(packaged, root).namespace,
  secondOf(packaged, root).namespace,
  ...new Set(packaged.stores().map(({ dist }) => dist.namespace)),
];

/** Removes what releases of a run have left. */
export async function forgetReleases(packaged: Packaged, root: string): Promise<void> {
  for (const { namespace } of [firstOf(packaged, root), secondOf(packaged, root)]) await removeEverything(namespace);
}

/** The release and values that this run has installed last, alone on the cluster. */
let running: string | undefined;

const keyOf = ({ name }: Release, { args, input = '' }: Given): string => [name, ...args, input].join(' ');

/** Removes every deployment of the platform: several would share the cluster's few cores. */
export async function removeDeployments(packaged: Packaged, root: string): Promise<void> {
  running = undefined;
  for (const namespace of namespacesOf(packaged, root)) await removeEverything(namespace);
}

/** Makes the images of manifests available on the nodes. */
export async function provide({ adapter, runs }: PlatformContext, manifests: readonly object[]): Promise<void> {
  for (const [, image = ''] of JSON.stringify(manifests).matchAll(/"image":"([^"]+)"/g)) runs(image);
  await asFolder(manifests, (folder) => adapter.provideImages(folder));
}

/** Installs a release, of which nothing runs yet. @returns the seconds until everything was ready */
export async function installed(context: PlatformContext, release: Release, given: Given): Promise<number> {
  await provide(context, await rendered(release, given));
  const start = Date.now();
  const [took] = await Promise.all([install(release, given).then(() => secondsSince(start)), remind(context, release.namespace)]);
  return took;
}

async function remind({ changed }: PlatformContext, namespace: string): Promise<void> {
  if ((await remindScheduler(namespace)) > 0) changed('pods without a node after 2 s were annotated, so that the scheduler tried them again');
}

/** Installs a release on an empty cluster. @returns the seconds until everything was ready */
export async function installedFromNothing(context: PlatformContext, packaged: Packaged, release: Release, given: Given): Promise<number> {
  await removeDeployments(packaged, context.root);
  const took = await installed(context, release, given);
  running = keyOf(release, given);
  return took;
}

/** Makes sure that a release, which this run may have installed already, runs. */
export async function ensureInstalled(context: PlatformContext, packaged: Packaged, release: Release, given: Given): Promise<void> {
  if (running !== keyOf(release, given)) await installedFromNothing(context, packaged, release, given);
}

async function usualOf(context: PlatformContext, packaged: Packaged): Promise<Usual> {
  const { root } = context;
  const release = firstOf(packaged, root);
  const usual = readValues(packaged, root, 'values.yaml');
  const { values, changes } = fitted(usual, readValues(packaged, root, valuesFile(packaged.bare)), await clusterOffer('default'));
  for (const change of changes) context.changed(change);
  const given = givenValues(values);
  const manifests = await ownObjects(release, given);
  return { release, values: over(usual, values), given, manifests, stores: packaged.stores(() => manifests) };
}

/** Brings the release with the usual values to its starting state. */
export async function ensureUsual(context: PlatformContext, packaged: Packaged): Promise<Usual> {
  const usual = await usualOf(context, packaged);
  const { release, given, manifests, stores } = usual;
  await ensureInstalled(context, packaged, release, given);
  await provide(context, [...manifests, ...clientImages(stores).map((image) => ({ image }))]);
  if (differing(manifests, await liveWorkloads(release.namespace)).size > 0) await upgrade(release, given);
  for (const store of stores) await waitHealthy(store);
  return usual;
}
