import type { Manifest } from '../../model';
import type { InDist } from '../in-dist';
import { kubectl, kubectlJson } from '../kubectl';
import { selectorText } from '../pods';
import { until } from '../wait';
import { patroni, patroniMembers, primary } from './component';

// The component's synchronous mode is dynamic configuration, which its keeper reads from a ConfigMap.

export interface SynchronousMode {
  readonly synchronous_mode: 'off' | 'on' | 'quorum';
  readonly synchronous_mode_strict: boolean;
}

const file = 'dynamic.json';

/** Changes the mode in the ConfigMap, as an engineer would, and waits until the cluster applies it. */
export async function setSynchronousMode(dist: InDist, mode: SynchronousMode): Promise<void> {
  const found = await kubectlJson<Manifest>(['get', 'configmap', dist.id, '-n', dist.namespace]);
  const dynamic = JSON.parse(found.data?.[file] ?? 'null') as object | null;
  if (!dynamic) throw new Error(`ConfigMap ${dist.id} has no ${file}`);
  const data = { [file]: `${JSON.stringify({ ...dynamic, ...mode }, undefined, 2)}\n` };
  await kubectl(['patch', 'configmap', dist.id, '-n', dist.namespace, '--type', 'merge', '--patch', JSON.stringify({ data })]);
  await refreshVolumes(dist);
  await until(`synchronous mode ${mode.synchronous_mode}`, () => differs(dist, mode), { timeoutSeconds: 150 });
}

/** Changes an annotation of the pods, which makes the kubelet refresh their ConfigMaps now and not within a minute. */
export async function refreshVolumes(dist: InDist): Promise<void> {
  await kubectl(['annotate', 'pods', '-n', dist.namespace, '-l', selectorText(dist.selector()), `proof/refreshed=${Date.now()}`, '--overwrite']);
}

async function differs(dist: InDist, mode: SynchronousMode): Promise<string | undefined> {
  const leader = await primary(dist);
  const config = await patroni<Partial<Record<keyof SynchronousMode, unknown>>>(leader, 'config');
  if (normal(config.synchronous_mode) !== mode.synchronous_mode) return `Patroni's configuration has ${JSON.stringify(config.synchronous_mode)}`;
  if ((config.synchronous_mode_strict ?? false) !== mode.synchronous_mode_strict)
    return `synchronous_mode_strict is ${config.synchronous_mode_strict}`;
  if (mode.synchronous_mode === 'off') return undefined;
  const standbys = (await patroniMembers(leader)).filter((member) => /^(sync|quorum)_standby$/.test(member.role));
  return standbys.length > 0 ? undefined : 'no synchronous standby yet';
}

/** Patroni's configuration may contain true and false for on and off. */
const normal = (mode: unknown): unknown => (mode === true ? 'on' : mode === false || mode === undefined || mode === null ? 'off' : mode);

/** The mode in the manifests. */
export function wantedMode(id: string, manifests: readonly Manifest[]): SynchronousMode {
  const text = manifests.find((manifest) => manifest.kind === 'ConfigMap' && manifest.metadata.name === id)?.data?.[file];
  const dynamic = JSON.parse(text ?? '{}') as Record<string, unknown>;
  return {
    synchronous_mode: normal(dynamic.synchronous_mode) as SynchronousMode['synchronous_mode'],
    synchronous_mode_strict: dynamic.synchronous_mode_strict === true,
  };
}

/** Waits until the mode of the manifests is in force, for example after a row that changed it. */
export async function awaitWantedMode(dist: InDist, manifests: readonly Manifest[]): Promise<void> {
  const mode = wantedMode(dist.id, manifests);
  if ((await differs(dist, mode).catch(String)) === undefined) return;
  await refreshVolumes(dist);
  await until(`synchronous mode ${mode.synchronous_mode} again`, () => differs(dist, mode), { timeoutSeconds: 150 });
}

export const standbyThere = async (dist: InDist, mode: SynchronousMode): Promise<void> =>
  until('a synchronous standby', () => differs(dist, mode), { timeoutSeconds: 60 });
