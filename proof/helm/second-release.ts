import { removeEverything } from '../deployment';
import { judge, seconds } from '../measurement';
import type { PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { sleep } from '../wait';
import { helmRow, type Told } from './helm-row';
import { clusterScoped, disturbed, runningPods } from './objects';
import { firstOf, type Packaged, secondOf } from './packaged';
import { rendered, test, uninstall } from './release';
import { bareValues, ensureInstalled, installed } from './session';

/** Seconds in which a pod that was disturbed would show it. */
const settle = 10;

/** A row that installs a release beside another one, and removes it again. */
export const secondRelease = (subject: ComponentDescription, packaged: Packaged, told: Told): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const given = bareValues(packaged, context.root);
    const [first, second] = [firstOf(packaged, context.root), secondOf(packaged, context.root)];
    await ensureInstalled(context, packaged, first, given);
    const shared = await clusterScoped(await rendered(second, given));
    const before = await runningPods(first.namespace);
    const took = await installed(context, second, given);
    context.say(`the second release is ready after ${seconds(took)}`);
    await test(second);
    await uninstall(second);
    await removeEverything(second.namespace);
    await sleep(settle);
    const changed = disturbed(before, await runningPods(first.namespace));
    await test(first);
    const judged = judge([took], told.promise, 1);
    return {
      ...judged,
      passed: judged.passed && changed.length === 0 && shared.length === 0,
      measured: `${judged.measured}; ${changed.length} of ${before.size} pods of the first release disturbed; ${shared.length} cluster-scoped objects`,
    };
  });
