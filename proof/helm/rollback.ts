import type { PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { anotherTag, settings } from './change-of-values';
import { helmRow, type Told } from './helm-row';
import { type Change, judgeStores, type LimitOf } from './judge-stores';
import { differing, expectLive, storesAmong } from './objects';
import type { Packaged } from './packaged';
import { ownObjects, rollback, upgrade, withSettings } from './release';
import { ensureUsual, provide } from './session';
import { observed, startWriters, stopWriters } from './store-clients';

/** A row that takes back an upgrade of each store, under the clients of all of them. */
export const rolledBack = (subject: ComponentDescription, packaged: Packaged, told: Told, limitOf: LimitOf): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const usual = await ensureUsual(context, packaged);
    const { release, given, manifests, stores } = usual;
    const upgrades = settings(anotherTag(packaged.upgrades.tags), usual.values);
    const used = await startWriters(stores, told.name);
    try {
      const found: Change[] = [];
      for (const { there } of upgrades.slice(0, context.repeat)) {
        const wanted = await ownObjects(release, withSettings(given, there));
        await provide(context, wanted);
        await upgrade(release, { args: ['--reuse-values', ...there] });
        await expectLive(wanted, release.namespace, 'upgrade');
        const one = await observed(used, () => rollback(release), context.say);
        await expectLive(manifests, release.namespace, 'rollback');
        found.push({ ...one, restarted: storesAmong(differing(wanted, manifests), stores) });
      }
      return judgeStores(stores, found, { limitOf, promise: told.promise, times: upgrades.length });
    } finally {
      await stopWriters(used);
    }
  });
