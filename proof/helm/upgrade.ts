import { seconds } from '../measurement';
import type { PlatformContext, PlatformRow } from '../platform-row';
import { podsOf } from '../pods';
import type { ComponentDescription } from '../row-description';
import { settings, type ValueChange } from './change-of-values';
import { helmRow, type Told } from './helm-row';
import { judgeStores, type StoreLimits, times } from './judge-stores';
import { differing, disturbed, liveWorkloads, runsOf } from './objects';
import type { Packaged } from './packaged';
import { isHook, rendered, upgrade, withSettings } from './release';
import { ensureUsual, provide, type Usual } from './session';
import { type Observed, observed, startWriters, stopWriters, type Used } from './store-clients';

interface UpgradeOptions extends StoreLimits {
  readonly change: ValueChange;
  /** Whether the pods of stores are replaced. Otherwise none of them may be. */
  readonly restarts: boolean;
}

/** A row that changes values and changes them back, under the clients of the stores. */
export const upgraded = (subject: ComponentDescription, packaged: Packaged, told: Told, options: UpgradeOptions): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const usual = await ensureUsual(context, packaged);
    const { there, back } = settings(options.change, usual.values);
    const used = await startWriters(usual.stores, told.name);
    try {
      const found: Observed[] = [];
      while (found.length < Math.min(times, context.repeat))
        found.push(await once(context, usual, used, found.length % 2 === 0 ? there : back, options));
      return judgeStores(usual.stores, found, options, told.promise);
    } finally {
      await stopWriters(used);
    }
  });

async function once(
  context: PlatformContext,
  usual: Usual,
  used: readonly Used[],
  set: readonly string[],
  { restarts }: UpgradeOptions,
): Promise<Observed> {
  const { release, given } = usual;
  const wanted = (await rendered(release, withSettings(given, set))).filter((manifest) => !isHook(manifest));
  await provide(context, wanted);
  const before = await storePods(usual);
  context.say(`helm upgrade --reuse-values ${set.join(' ')}`);
  const found = await observed(used, () => upgrade(release, { args: ['--reuse-values', ...set] }), context.say);
  context.say(`complete after ${seconds(found.took)}; writes stopped for ${found.outages.map(seconds).join(', ')}`);
  const wrong = differing(wanted, await liveWorkloads(release.namespace));
  if (wrong.length > 0) throw new Error(`after the upgrade ${wrong.join('; ')}`);
  const changed = disturbed(before, await storePods(usual));
  if (changed.length !== (restarts ? before.size : 0))
    throw new Error(`${changed.length} of the ${before.size} pods of the stores were replaced or restarted: ${changed.join(', ')}`);
  return found;
}

/** The pods of the stores' main workloads. */
const storePods = async ({ stores }: Usual): Promise<ReadonlyMap<string, string>> =>
  runsOf((await Promise.all(stores.map(({ dist }) => podsOf(dist)))).flat());
