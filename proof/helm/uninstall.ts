import { lostWrites } from '../lost';
import { judge, seconds } from '../measurement';
import type { PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { secondsSince } from '../wait';
import { helmRow, type Told } from './helm-row';
import { existing, namesOf } from './objects';
import type { Packaged } from './packaged';
import { install, uninstall } from './release';
import { ensureUsual } from './session';
import { startWriters, stopWriters, waitServed } from './store-clients';

/** Kinds of objects that stay without being the release's: what the pods made. */
const kept = ['pvc', 'secret', 'configmap'];

/** A row that uninstalls the release, and installs it again over its volumes. */
export const uninstalled = (subject: ComponentDescription, packaged: Packaged, told: Told): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const { release, given, manifests, stores } = await ensureUsual(context, packaged);
    const used = await startWriters(stores, told.name);
    try {
      await waitServed(used);
      const claims = await namesOf('pvc', release.namespace);
      await uninstall(release);
      const left = await existing(manifests);
      if (left.length > 0) throw new Error(`after the removal there is still ${left.join(', ')}`);
      const still = await namesOf('pvc', release.namespace);
      const stay = claims.filter((claim) => still.includes(claim));
      const stayed = await Promise.all(kept.map(async (kind) => `${kind}: ${(await namesOf(kind, release.namespace)).join(', ')}`));
      const start = Date.now();
      await install(release, given);
      for (const { clients } of used) await clients.flowing(2, 180);
      const judged = judge([secondsSince(start)], told.promise, 1);
      await waitServed(used); // a store that serves may still move its members to other nodes
      const counted = await Promise.all(used.map(async ({ store, clients }) => ({ store, ...(await lostWrites(store, clients)) })));
      const rows = counted.map((each) => `${each.lost} of ${each.acknowledged} acknowledged writes lost in ${each.store.name}`);
      context.say(`serves again after ${seconds(secondsSince(start))}; ${rows.join(', ')}`);
      return {
        ...judged,
        passed: judged.passed && stay.length === claims.length && counted.every(({ lost }) => lost === 0),
        measured: `${judged.measured}; ${stay.length} of ${claims.length} volume claims stayed; ${rows.join(', ')}`,
        notes: [`After the removal the namespace still had: ${stayed.join('; ')}.`],
      };
    } finally {
      await stopWriters(used);
    }
  });
