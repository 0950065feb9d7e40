import type { Manifest } from '../../model';
import { nameOf } from '../../model';
import { kubectl } from '../kubectl';
import { everything } from '../manifests';
import { judge, type Measurement, type Promised } from '../measurement';
import type { PlatformContext, PlatformRow } from '../platform-row';
import { secondsSince, until } from '../wait';
import { syncsWithin, waitSynced } from './application';
import { publish } from './published';
import { ensureRunning, type Published, published, startFromNothing } from './session';

// What Argo CD makes of dist: it must agree with the cluster, follow changes, and never delete what holds data.

const subject = {
  platform: 'shopfds',
  environment: 'production',
  id: everything,
  name: 'shopfds/argocd',
  introduction:
    'Argo CD 3.2 with server-side apply, annotation tracking, pruning and self-healing compares a git repository with the cluster. After each commit, the proof requests a comparison, as a webhook does.',
};

const times = 3;
const quiet = 60;

const synced = (environment: string, promise: Promised): PlatformRow => ({
  component: subject,
  fullName: `shopfds/argocd/${environment}-synced`,
  title: `${environment} is Synced and Healthy, and stays so`,
  causes: `an Application of dist/shopfds/${environment} is created on an empty cluster; then nothing changes for ${quiet} s`,
  promise,
  async run(context): Promise<Measurement> {
    const wanted = await published(context.root, { ...subject, environment });
    for (const change of wanted.changes) context.changed(change);
    const seconds = await startFromNothing(context, wanted);
    const syncs = await syncsWithin(quiet);
    const judged = judge([seconds], promise, 1);
    return { ...judged, passed: judged.passed && syncs === 0, measured: `${judged.measured}; ${syncs} further syncs in ${quiet} s` };
  },
});

/** A change of a running production, repeated. */
interface Change {
  /** What the repository holds before. @default production */
  before?(base: readonly Manifest[]): readonly Manifest[];
  /** Makes the change. @returns the commit that Argo CD must reach, if it is another one */
  make(context: PlatformContext, base: readonly Manifest[]): Promise<string | undefined>;
  /** Why its result is not there yet; undefined if it is. */
  missing(base: readonly Manifest[]): Promise<string | undefined>;
  /** The Application cannot be Synced afterwards, because it keeps objects that the repository no longer has. @default false */
  readonly keepsObjects?: boolean;
}

const changed = (name: string, title: string, causes: string, promise: Promised, change: Change): PlatformRow => ({
  component: subject,
  fullName: `shopfds/argocd/${name}`,
  title,
  causes,
  promise,
  async run(context): Promise<Measurement> {
    const production: Published = await published(context.root, subject);
    for (const text of production.changes) context.changed(text);
    const base = production.manifests;
    await ensureRunning(context, production);
    const wanted = Math.min(times, context.repeat);
    const values: number[] = [];
    while (values.length < wanted) {
      await waitSynced(await publish(context, change.before?.(base) ?? base));
      const start = Date.now();
      const commit = await change.make(context, base);
      await until(title, () => change.missing(base), { timeoutSeconds: 180, everySeconds: 0.5 });
      if (commit && !change.keepsObjects) await waitSynced(commit);
      values.push(secondsSince(start));
      context.say(`${causes}: ${values.at(-1)?.toFixed(1)} s`);
    }
    return judge(values, promise, times);
  },
});

const isEcommerce = ({ kind, metadata }: Manifest): boolean => kind === 'Deployment' && metadata.name === 'ecommerce';
const imageOf = (manifest: Manifest | undefined): string => manifest?.spec.template.spec.containers[0].image ?? '';
const ecommerceIn = (manifests: readonly Manifest[]): Manifest => {
  const found = manifests.find(isEcommerce);
  if (!found) throw new Error('dist has no Deployment/ecommerce');
  return found;
};

/** The manifests with another tag of the application's image. */
const withAnotherTag = (manifests: readonly Manifest[]): Manifest[] =>
  manifests.map((manifest) => {
    if (!isEcommerce(manifest)) return manifest;
    const copy = structuredClone(manifest);
    copy.spec.template.spec.containers[0].image = `${imageOf(manifest)}-next`;
    return copy;
  });

/** Why the application does not run this image everywhere. */
async function notRunning(manifests: readonly Manifest[]): Promise<string | undefined> {
  const { metadata, ...wanted } = ecommerceIn(manifests);
  const fields = '{.spec.template.spec.containers[0].image} {.status.updatedReplicas}/{.status.availableReplicas}/{.status.replicas}';
  const seen = await kubectl(['get', 'deployment', metadata.name, '-n', metadata.namespace ?? '', '-o', `jsonpath=${fields}`]);
  const [image, counts = ''] = seen.split(' ');
  const same = new Set(counts.split('/')).size === 1;
  return image === imageOf({ metadata, ...wanted }) && same ? undefined : `it runs ${seen}`;
}

const live: Promised = { text: 'rolled out, Synced and Healthy within 60 s', maximum: 60 };

const imageChanged = changed('image-changed', 'A changed image is live', "the tag of the application's image is changed in the repository", live, {
  make: (context, base) => publish(context, withAnotherTag(base)),
  missing: (base) => notRunning(withAnotherTag(base)),
});

const reverted = changed('reverted', 'A revert is live', 'the change of the tag is reverted in the repository', live, {
  before: withAnotherTag,
  make: publish,
  missing: notRunning,
});

const handMade = changed(
  'hand-made-change',
  'A change by hand is undone',
  "kubectl sets another tag of the application's image",
  { text: 'undone, and rolled out, within 60 s', maximum: 60 },
  {
    async make(_, base) {
      const { metadata, spec } = ecommerceIn(withAnotherTag(base));
      const [container] = spec.template.spec.containers;
      await kubectl(['set', 'image', 'deployment/ecommerce', '-n', metadata.namespace ?? '', `${container.name}=${container.image}`]);
      return undefined;
    },
    missing: notRunning,
  },
);

const keepsData = ({ kind }: Manifest): boolean => ['Namespace', 'StatefulSet', 'ExternalSecret'].includes(kind);
const isPruned = ({ kind, metadata }: Manifest): boolean => kind === 'PodDisruptionBudget' && metadata.name === 'ecommerce';

/** Why not exactly these objects are in the cluster: all that keep data, and not the one to be pruned. */
async function wronglyPruned(base: readonly Manifest[]): Promise<string | undefined> {
  const there = async ({ kind, metadata }: Manifest) =>
    (await kubectl(['get', kind, metadata.name, '-n', metadata.namespace ?? 'default', '--ignore-not-found', '-o', 'name'])) !== '';
  for (const manifest of base.filter(isPruned)) if (await there(manifest)) return `${nameOf(manifest)} exists`;
  for (const manifest of base.filter(keepsData)) if (!(await there(manifest))) throw new Error(`${nameOf(manifest)}, which keeps data, was pruned`);
  return undefined;
}

const removed = changed(
  'object-removed',
  'A removed object is pruned, and none that holds data',
  'the repository loses a PodDisruptionBudget, and all Namespaces, StatefulSets and ExternalSecrets',
  { text: 'the budget is pruned within 60 s; all others stay', maximum: 60 },
  {
    make: (context, base) =>
      publish(
        context,
        base.filter((manifest) => !isPruned(manifest) && !keepsData(manifest)),
      ),
    missing: wronglyPruned,
    keepsObjects: true,
  },
);

const within = { text: 'Synced and Healthy within 120 s, without a further sync', maximum: 120 };

/** The rows of Argo CD, in the order of runs. */
export const argocdRows: readonly PlatformRow[] = [synced('dev', within), synced('production', within), imageChanged, reverted, handMade, removed];
