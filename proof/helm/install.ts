import { judge } from '../measurement';
import type { PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { helmRow, type Told } from './helm-row';
import { firstOf, type Packaged } from './packaged';
import { test } from './release';
import { bareValues, installedFromNothing } from './session';

const times = 3;

/** A row that installs a release on an empty cluster, and runs its tests. */
export const fromNothing = (subject: ComponentDescription, packaged: Packaged, told: Told): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const release = firstOf(packaged, context.root);
    const values: number[] = [];
    while (values.length < Math.min(times, context.repeat)) {
      values.push(await installedFromNothing(context, packaged, release, bareValues(packaged, context.root)));
      context.say(`ready after ${values.at(-1)?.toFixed(1)} s`);
      await test(release);
    }
    return judge(values, told.promise, times);
  });
