import { seconds } from '../measurement';
import type { PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { anotherTag, settings } from './change-of-values';
import { helmRow, type Told } from './helm-row';
import { judgeStores, type StoreLimits, times } from './judge-stores';
import { differing, liveWorkloads } from './objects';
import type { Packaged } from './packaged';
import { isHook, rendered, rollback, upgrade, withSettings } from './release';
import { ensureUsual, provide } from './session';
import { type Observed, observed, startWriters, stopWriters } from './store-clients';

/** A row that takes an upgrade back. A second rollback brings the upgrade back, because a rollback is a revision too. */
export const rolledBack = (subject: ComponentDescription, packaged: Packaged, told: Told, limits: StoreLimits): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const usual = await ensureUsual(context, packaged);
    const { release, given, manifests, stores } = usual;
    const { there } = settings(anotherTag(packaged.upgrades.tags), usual.values);
    const upgradedTo = (await rendered(release, withSettings(given, there))).filter((manifest) => !isHook(manifest));
    await provide(context, upgradedTo);
    await upgrade(release, { args: ['--reuse-values', ...there] });
    const used = await startWriters(stores, told.name);
    try {
      const found: Observed[] = [];
      while (found.length < Math.min(times, context.repeat)) {
        const wanted = found.length % 2 === 0 ? manifests : upgradedTo;
        const one = await observed(used, () => rollback(release), context.say);
        const wrong = differing(wanted, await liveWorkloads(release.namespace));
        if (wrong.length > 0) throw new Error(`after the rollback ${wrong.join('; ')}`);
        context.say(`complete after ${seconds(one.took)}; writes stopped for ${one.outages.map(seconds).join(', ')}`);
        found.push(one);
      }
      return judgeStores(stores, found, limits, told.promise);
    } finally {
      await stopWriters(used);
    }
  });
