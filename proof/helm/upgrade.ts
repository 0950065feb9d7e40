import type { PlatformContext, PlatformRow } from '../platform-row';
import { podsOf } from '../pods';
import type { ProvenComponent } from '../proven-component';
import type { ComponentDescription } from '../row-description';
import { settings, type ValueChange } from './change-of-values';
import { helmRow, type Told } from './helm-row';
import { type Change, judgeStores, type LimitOf } from './judge-stores';
import { differing, disturbed, expectLive, liveWorkloads, runsOf, storesAmong } from './objects';
import type { Packaged } from './packaged';
import { ownObjects, upgrade, withSettings } from './release';
import { ensureUsual, provide, type Usual } from './session';
import { observed, startWriters, stopWriters, type Used } from './store-clients';

interface UpgradeOptions {
  readonly change: ValueChange;
  readonly limitOf: LimitOf;
}

/** A row that changes one value after another and takes each change back, under the clients of the stores. */
export const upgraded = (subject: ComponentDescription, packaged: Packaged, told: Told, { change, limitOf }: UpgradeOptions): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const usual = await ensureUsual(context, packaged);
    const upgrades = settings(change, usual.values).flatMap(({ there, back }) => [there, back]);
    const used = await startWriters(usual.stores, told.name);
    try {
      const found: Change[] = [];
      for (const set of upgrades.slice(0, context.repeat)) found.push(await once(context, usual, used, set));
      return judgeStores(usual.stores, found, { limitOf, promise: told.promise, times: upgrades.length });
    } finally {
      await stopWriters(used);
    }
  });

async function once(context: PlatformContext, usual: Usual, used: readonly Used[], set: readonly string[]): Promise<Change> {
  const { release, given, stores } = usual;
  const wanted = await ownObjects(release, withSettings(given, set));
  await provide(context, wanted);
  const changes = differing(wanted, await liveWorkloads(release.namespace));
  if (changes.size === 0) throw new Error(`${set.join(' ')} changes no workload`);
  const restarted = storesAmong(changes, stores);
  const before = await mainPods(stores);
  const expected = [...(await mainPods(stores.filter(({ name }) => restarted.includes(name)))).keys()];
  context.say(`helm upgrade --reuse-values ${set.join(' ')}`);
  const found = await observed(used, () => upgrade(release, { args: ['--reuse-values', ...set] }), context.say);
  await expectLive(wanted, release.namespace, 'upgrade');
  const gone = disturbed(before, await mainPods(stores));
  if (gone.toSorted().join() !== expected.toSorted().join())
    throw new Error(`replaced or restarted: ${gone.join(', ') || 'no pod of a store'}; expected: ${expected.join(', ') || 'none'}`);
  return { ...found, restarted };
}

/** The pods of the stores' main workloads. */
const mainPods = async (stores: readonly ProvenComponent[]): Promise<ReadonlyMap<string, string>> =>
  runsOf((await Promise.all(stores.map(({ dist }) => podsOf(dist)))).flat());
