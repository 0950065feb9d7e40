import type { Manifest } from '../../model';
import { kubectl, kubectlJson } from '../kubectl';
import { namespace, selectorText } from '../pods';
import { until } from '../wait';
import { component, databaseSelector, patroni, patroniMembers, primary } from './component';

// The component's synchronous mode is dynamic configuration, which its keeper reads from a ConfigMap.

export interface SynchronousMode {
  readonly synchronous_mode: 'off' | 'on' | 'quorum';
  readonly synchronous_mode_strict: boolean;
}

const file = 'dynamic.json';

/** Changes the mode in the ConfigMap, as an engineer would, and waits until the cluster applies it. */
export async function setSynchronousMode(mode: SynchronousMode): Promise<void> {
  const found = await kubectlJson<Manifest>(['get', 'configmap', component, '-n', namespace]);
  const dynamic = JSON.parse(found.data?.[file] ?? 'null') as object | null;
  if (!dynamic) throw new Error(`ConfigMap ${component} has no ${file}`);
  const data = { [file]: `${JSON.stringify({ ...dynamic, ...mode }, undefined, 2)}\n` };
  await kubectl(['patch', 'configmap', component, '-n', namespace, '--type', 'merge', '--patch', JSON.stringify({ data })]);
  await refreshVolumes();
  await until(`synchronous mode ${mode.synchronous_mode}`, () => differs(mode), { timeoutSeconds: 150 });
}

/** Changes an annotation of the pods, which makes the kubelet refresh their ConfigMaps now and not within a minute. */
export async function refreshVolumes(): Promise<void> {
  await kubectl(['annotate', 'pods', '-n', namespace, '-l', selectorText(databaseSelector), `proof/refreshed=${Date.now()}`, '--overwrite']);
}

async function differs(mode: SynchronousMode): Promise<string | undefined> {
  const { metadata } = await primary();
  const config = await patroni<Partial<Record<keyof SynchronousMode, unknown>>>(metadata.name, 'config');
  if (normal(config.synchronous_mode) !== mode.synchronous_mode) return `Patroni's configuration has ${JSON.stringify(config.synchronous_mode)}`;
  if ((config.synchronous_mode_strict ?? false) !== mode.synchronous_mode_strict)
    return `synchronous_mode_strict is ${config.synchronous_mode_strict}`;
  if (mode.synchronous_mode === 'off') return undefined;
  const standbys = (await patroniMembers(metadata.name)).filter((member) => /^(sync|quorum)_standby$/.test(member.role));
  return standbys.length > 0 ? undefined : 'no synchronous standby yet';
}

/** Patroni's configuration may contain true and false for on and off. */
const normal = (mode: unknown): unknown => (mode === true ? 'on' : mode === false || mode === undefined || mode === null ? 'off' : mode);

/** The mode in the manifests. */
export function wantedMode(manifests: readonly Manifest[]): SynchronousMode {
  const text = manifests.find((manifest) => manifest.kind === 'ConfigMap' && manifest.metadata.name === component)?.data?.[file];
  const dynamic = JSON.parse(text ?? '{}') as Record<string, unknown>;
  return {
    synchronous_mode: normal(dynamic.synchronous_mode) as SynchronousMode['synchronous_mode'],
    synchronous_mode_strict: dynamic.synchronous_mode_strict === true,
  };
}

/** Waits until the mode of the manifests is in force, for example after a row that changed it. */
export async function awaitWantedMode(manifests: readonly Manifest[]): Promise<void> {
  const mode = wantedMode(manifests);
  if ((await differs(mode).catch(String)) === undefined) return;
  await refreshVolumes();
  await until(`synchronous mode ${mode.synchronous_mode} again`, () => differs(mode), { timeoutSeconds: 150 });
}

export const standbyThere = async (mode: SynchronousMode): Promise<void> =>
  until('a synchronous standby', () => differs(mode), { timeoutSeconds: 60 });
