import { everything } from '../manifests';
import type { PlatformRow } from '../platform-row';
import type { ProvenComponent } from '../proven-component';
import type { Row } from '../row';
import { adopted } from './adoption';
import { anotherTag, lessMemory, oneMore } from './change-of-values';
import { fromNothing } from './install';
import { type Limit, type LimitOf, limitsText, undisturbedText } from './judge-stores';
import { chartFolder, type Packaged, valuesFile } from './packaged';
import { rolledBack } from './rollback';
import { secondRelease } from './second-release';
import { uninstalled } from './uninstall';
import { upgraded } from './upgrade';

// What the commands of Helm do with a chart: in a cluster without anything, under the clients of the stores, and beside kubectl.

/**
 * The rows of a chart, in the order of runs.
 *
 * @param rowsOf returns the rows of a store: an upgrade may stop its writes for as long as a drain, which replaces a pod too
 */
export function helmRows(packaged: Packaged, rowsOf: (store: ProvenComponent) => readonly Row[]): readonly PlatformRow[] {
  const { platform, environment, bare, release, upgrades } = packaged;
  const folder = chartFolder(packaged);
  const subject = {
    platform,
    environment,
    id: everything,
    folder,
    name: `${platform}/helm`,
    introduction: `Helm installs the chart ${folder} as release \`${release}\`. Rows that install from nothing use ${valuesFile(bare)}; the others use values.yaml, changed for this cluster by values, and the clients of the stores write to all of them at the same time.`,
  };
  const limitOf: LimitOf = (store) => drainLimit(store, rowsOf(store));
  const stores = packaged.stores();
  const within = (seconds: number, outages: string) => ({ text: `complete within ${seconds} s; ${outages}`, maximum: seconds });
  const restarting = within(240, limitsText(stores, limitOf));
  const oneByOne = (values: readonly string[]): string => values.join(', then of ');
  return [
    fromNothing(subject, packaged, {
      name: 'install',
      title: 'Installed on a bare cluster',
      causes: `helm install --create-namespace --wait with ${valuesFile(bare)}, then helm test`,
      promise: { text: 'ready within 120 s, and the tests pass', maximum: 120 },
    }),
    secondRelease(subject, packaged, {
      name: 'second-release',
      title: 'A second release beside the first one',
      causes: 'a second release in another namespace: helm install, helm test, helm uninstall',
      promise: {
        text: 'ready within 120 s, the tests of both pass, no pod of the first is replaced or restarted, and no object is cluster-scoped',
        maximum: 120,
      },
    }),
    adopted(subject, packaged, {
      name: 'adoption',
      title: 'From kubectl to Helm and back',
      causes: `kubectl apply -f dist/${platform}/${bare}; helm install --take-ownership; then the release's Secrets are deleted and kubectl applies dist again`,
      promise: { text: 'no pod is replaced or restarted; both ways together within 60 s', maximum: 60 },
    }),
    upgraded(
      subject,
      packaged,
      {
        name: 'upgrade-replicas',
        title: 'A number of pods is changed',
        causes: `helm upgrade --reuse-values with one more of ${oneByOne(upgrades.replicas)}, and back`,
        promise: within(120, undisturbedText),
      },
      { limitOf, change: oneMore(upgrades.replicas) },
    ),
    upgraded(
      subject,
      packaged,
      {
        name: 'upgrade-image',
        title: 'The image of a store is changed',
        causes: `helm upgrade --reuse-values with another ${oneByOne(upgrades.tags)}, and back`,
        promise: restarting,
      },
      { limitOf, change: anotherTag(upgrades.tags) },
    ),
    upgraded(
      subject,
      packaged,
      {
        name: 'upgrade-resources',
        title: 'The memory of a store is changed',
        causes: `helm upgrade --reuse-values with an eighth less ${oneByOne(upgrades.memory)}, and back`,
        promise: restarting,
      },
      { limitOf, change: lessMemory(upgrades.memory) },
    ),
    rolledBack(
      subject,
      packaged,
      {
        name: 'rollback',
        title: 'An upgrade is rolled back',
        causes: `helm rollback after helm upgrade with another ${oneByOne(upgrades.tags)}`,
        promise: restarting,
      },
      limitOf,
    ),
    uninstalled(subject, packaged, {
      name: 'uninstall',
      title: 'Uninstalled, and installed again over its volumes',
      causes: 'helm uninstall --wait, then helm install with the same values, while the clients write',
      promise: {
        text: `no object of the release stays, all volume claims do; the stores serve within 120 s of the second install; no acknowledged write is lost in ${stores.map((store) => store.name).join(' and ')}`,
        maximum: 120,
      },
    }),
  ];
}

/** What a store promises when the node of one of its pods is drained. */
function drainLimit({ name }: ProvenComponent, rows: readonly Row[]): Limit {
  const { maximum, median } = rows.find((row) => row.name === 'drain')?.promise ?? {};
  if (maximum === undefined) throw new Error(`${name} has no row 'drain' that promises a maximum`);
  return { maximum, median };
}
