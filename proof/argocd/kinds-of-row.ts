import type { Manifest } from '../../model';
import { judge, type Measurement, type Promised } from '../measurement';
import type { NodeAdapter } from '../nodes';
import type { PlatformContext, PlatformRow } from '../platform-row';
import type { ComponentDescription } from '../row-description';
import { secondsSince, until } from '../wait';
import { syncsWithin, waitSynced } from './application';
import { publish } from './published';
import { ensureRunning, published, startFromNothing } from './session';

const times = 3;
const quiet = 60;

const withoutArgoCd = ({ gitops }: Pick<NodeAdapter, 'gitops'>): string | undefined => (gitops ? undefined : "this cluster's adapter has no Argo CD");

/** A row that deploys an environment from nothing, and then changes nothing. */
export const synced = (subject: ComponentDescription, environment: string): PlatformRow => {
  const promise: Promised = { text: 'Synced and Healthy within 120 s, without a further sync', maximum: 120 };
  return {
    component: subject,
    fullName: `${subject.name}/${environment}-synced`,
    title: `${environment} is Synced and Healthy, and stays so`,
    causes: `an Application of dist/${subject.platform}/${environment} is created on an empty cluster; then nothing changes for ${quiet} s`,
    promise,
    notHere: withoutArgoCd,
    async run(context): Promise<Measurement> {
      const wanted = await published(context.root, { ...subject, environment });
      for (const change of wanted.changes) context.changed(change);
      const seconds = await startFromNothing(context, wanted);
      const syncs = await syncsWithin(quiet);
      const judged = judge([seconds], promise, 1);
      return { ...judged, passed: judged.passed && syncs === 0, measured: `${judged.measured}; ${syncs} further syncs in ${quiet} s` };
    },
  };
};

/** A change of a running environment, which is repeated. */
export interface Change {
  /** The row's name without that of the subject. */
  readonly name: string;
  readonly title: string;
  readonly causes: string;
  readonly promise: Promised;
  /** What the repository holds before. @default the environment's manifests */
  before?(base: readonly Manifest[]): readonly Manifest[];
  /** Makes the change. @returns the commit to which the Application must be Synced afterwards, if there is one */
  make(context: PlatformContext, base: readonly Manifest[]): Promise<string | undefined>;
  /** Why its result is not there yet; undefined if it is. */
  missing(base: readonly Manifest[]): Promise<string | undefined>;
}

/** A row that makes a change in the subject's environment. */
export const changed = (subject: ComponentDescription, { name, title, causes, promise, ...change }: Change): PlatformRow => ({
  component: subject,
  fullName: `${subject.name}/${name}`,
  title,
  causes,
  promise,
  notHere: withoutArgoCd,
  async run(context): Promise<Measurement> {
    const environment = await published(context.root, subject);
    for (const text of environment.changes) context.changed(text);
    await ensureRunning(context, environment);
    const base = environment.manifests;
    const values: number[] = [];
    while (values.length < Math.min(times, context.repeat)) {
      await waitSynced(await publish(context, change.before?.(base) ?? base));
      const start = Date.now();
      const commit = await change.make(context, base);
      await until(title, () => change.missing(base), { timeoutSeconds: 180, everySeconds: 0.5 });
      if (commit) await waitSynced(commit);
      values.push(secondsSince(start));
      context.say(`${causes}: ${values.at(-1)?.toFixed(1)} s`);
    }
    return judge(values, promise, times);
  },
});
