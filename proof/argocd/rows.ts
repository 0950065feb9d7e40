import type { Manifest } from '../../model';
import { kubectl } from '../kubectl';
import { everything } from '../manifests';
import type { Promised } from '../measurement';
import type { PlatformRow } from '../platform-row';
import { sleep } from '../wait';
import { waitOperation } from './application';
import { notRunning, setImage, withAnotherTag } from './image';
import { changed, synced } from './kinds-of-row';
import { publish } from './published';

// What Argo CD makes of dist: it must agree with the cluster, follow changes, and never delete what holds data.

/** A platform that Argo CD delivers. */
export interface Delivered {
  readonly platform: string;
  /** Environments that are deployed from nothing. The last one is changed. */
  readonly environments: readonly [string, ...string[]];
  /** A Deployment whose image changes, with a PodDisruptionBudget of the same name. */
  readonly application: string;
}

const live: Promised = { text: 'rolled out, Synced and Healthy within 60 s', maximum: 60 };

/** The rows of Argo CD, in the order of runs. */
export function argocdRows({ platform, environments, application }: Delivered): readonly PlatformRow[] {
  const subject = {
    platform,
    environment: environments.at(-1) ?? environments[0],
    id: everything,
    name: `${platform}/argocd`,
    introduction:
      'Argo CD with server-side apply, annotation tracking, pruning and self-healing compares a git repository with the cluster. After each commit, the proof requests a comparison, as a webhook does.',
  };
  const isBudget = ({ kind, metadata }: Manifest): boolean => kind === 'PodDisruptionBudget' && metadata.name === application;
  const next = (base: readonly Manifest[]): Manifest[] => withAnotherTag(base, application);
  return [
    ...environments.map((environment) => synced(subject, environment)),
    changed(subject, {
      name: 'image-changed',
      title: 'A changed image is live',
      causes: "the tag of the application's image is changed in the repository",
      promise: live,
      make: (context, base) => publish(context, next(base)),
      missing: (base) => notRunning(next(base), application),
    }),
    changed(subject, {
      name: 'reverted',
      title: 'A revert is live',
      causes: 'the change of the tag is reverted in the repository',
      promise: live,
      before: next,
      make: publish,
      missing: (base) => notRunning(base, application),
    }),
    changed(subject, {
      name: 'hand-made-change',
      title: 'A change by hand is undone',
      causes: "kubectl sets another tag of the application's image",
      promise: { text: 'undone, and rolled out, within 60 s', maximum: 60 },
      make: async (_, base) => void (await setImage(next(base), application)),
      missing: (base) => notRunning(base, application),
    }),
    changed(subject, {
      name: 'object-removed',
      title: 'A removed object is pruned, and none that holds data',
      causes: 'the repository loses a PodDisruptionBudget, and all Namespaces, StatefulSets and ExternalSecrets',
      promise: { text: 'the budget is pruned within 60 s; all others stay (the row looks 5 s after the sync)', maximum: 60 },
      // It cannot become Synced: Argo CD reports objects that it keeps although the repository lost them.
      async make(context, base) {
        const uids = await uidsOf(base.filter(keepsData));
        const commit = await publish(
          context,
          base.filter((manifest) => !isBudget(manifest) && !keepsData(manifest)),
        );
        await waitOperation(commit);
        await sleep(settle);
        if ((await uidsOf(base.filter(keepsData))).join() !== uids.join()) throw new Error('an object that keeps data was pruned');
        return undefined;
      },
      missing: async (base) => ((await uidsOf(base.filter(isBudget))).some((uid) => uid !== '') ? 'the budget exists' : undefined),
    }),
  ];
}

const keepsData = ({ kind }: Manifest): boolean => ['Namespace', 'StatefulSet', 'ExternalSecret'].includes(kind);

/** Seconds in which an object that was deleted by mistake would begin to go. */
const settle = 5;

/** The UIDs of objects; empty for those that do not exist or are being deleted. */
const uidsOf = (manifests: readonly Manifest[]): Promise<string[]> =>
  Promise.all(
    manifests.map(async ({ kind, metadata }) => {
      const fields = 'jsonpath={.metadata.uid} {.metadata.deletionTimestamp}';
      const seen = await kubectl(['get', kind, metadata.name, '-n', metadata.namespace ?? 'default', '--ignore-not-found', '-o', fields]);
      const [uid = '', deleted = ''] = seen.split(' ');
      return deleted === '' ? uid : '';
    }),
  );
