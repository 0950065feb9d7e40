import { join } from 'node:path';
import type { Manifest } from '../../model';
import { kubectl } from '../kubectl';
import { folderOf, parseManifests, readManifestFiles } from '../manifests';
import { judge, seconds } from '../measurement';
import type { PlatformContext, PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { remindScheduler } from '../unscheduled';
import { secondsSince, sleep } from '../wait';
import { helmRow, type Told } from './helm-row';
import { disturbed, runningPods } from './objects';
import { firstOf, type Packaged } from './packaged';
import { install, type Release, releasesIn, test, withSettings } from './release';
import { bareValues, provide, removeDeployments } from './session';

// The same objects belong to kubectl, then to a release, then to kubectl again. docs/helm.md describes these steps.

const times = 3;

/** Seconds in which a pod that has to be replaced would begin to go. */
const settle = 5;

/** What Helm writes into the objects that it owns. */
const annotations = ['meta.helm.sh/release-name', 'meta.helm.sh/release-namespace'];

/** Applies a folder as dist is applied on a bare cluster, and waits until everything is ready. */
async function applied(context: PlatformContext, folder: string, { namespace }: Release, manifests: readonly Manifest[]): Promise<void> {
  await provide(context, manifests);
  await kubectl(['apply', '-f', folder], { timeoutSeconds: 120 });
  if ((await remindScheduler(namespace)) > 0) context.changed('pods without a node after 2 s were annotated, so that the scheduler tried them again');
  for (const { kind, metadata } of manifests) {
    if (kind !== 'StatefulSet' && kind !== 'Deployment') continue;
    await kubectl(['rollout', 'status', `${kind}/${metadata.name}`, '-n', namespace, '--timeout=180s'], { timeoutSeconds: 200 });
  }
}

/** Makes a release the owner of the objects. */
const toHelm = async (release: Release, packaged: Packaged, root: string): Promise<void> =>
  void (await install(release, withSettings(bareValues(packaged, root), ['--take-ownership'])));

/** Makes kubectl the owner of the objects: the release is forgotten, not uninstalled. */
async function toKubectl({ name, namespace }: Release, folder: string): Promise<void> {
  await kubectl(['delete', 'secret', '-n', namespace, '-l', `owner=helm,name=${name}`]);
  await kubectl(['apply', '--server-side', '--force-conflicts', '-f', folder], { timeoutSeconds: 120 });
  await kubectl(['annotate', '-f', folder, ...annotations.map((annotation) => `${annotation}-`)], { timeoutSeconds: 120 });
}

/** A row that switches from kubectl to Helm and back. */
export const adopted = (subject: ComponentDescription, packaged: Packaged, told: Told): PlatformRow =>
  helmRow(subject, told, async (context) => {
    const { root } = context;
    const folder = join(root, folderOf({ platform: packaged.platform, environment: packaged.bare }));
    const manifests = parseManifests(readManifestFiles(folder));
    const namespace = manifests.find(({ kind }) => kind === 'Namespace')?.metadata.name ?? 'default';
    const release = { ...firstOf(packaged, root), namespace };
    await removeDeployments(packaged, root);
    await applied(context, folder, release, manifests);
    const before = await runningPods(namespace);
    const values: number[] = [];
    while (values.length < Math.min(times, context.repeat)) {
      const start = Date.now();
      await toHelm(release, packaged, root);
      const there = secondsSince(start);
      await test(release);
      const again = Date.now();
      await toKubectl(release, folder);
      values.push(there + secondsSince(again));
      context.say(`to Helm in ${seconds(there)}, back in ${seconds(secondsSince(again))}`);
      const left = await releasesIn(namespace);
      if (left.length > 0) throw new Error(`Helm still has the release ${left.join(', ')}`);
    }
    await sleep(settle);
    const changed = disturbed(before, await runningPods(namespace));
    const judged = judge(values, told.promise, times);
    return {
      ...judged,
      passed: judged.passed && changed.length === 0,
      measured: `${judged.measured}, both ways together; ${changed.length} of ${before.size} pods replaced or restarted`,
      ...(changed.length > 0 ? { notes: [`Replaced or restarted: ${changed.join(', ')}.`] } : {}),
    };
  });
