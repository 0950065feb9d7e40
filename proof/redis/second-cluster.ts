import type { Manifest } from '../../model';
import { apply, kubectl } from '../kubectl';
import { isPartOf } from '../manifests';
import { namespace } from '../pods';
import { component } from './component';

// Another cluster in the same namespace, from the same manifests: only the name differs.

export const second = `${component}2`;

const kinds = ['StatefulSet', 'Pod', 'Service', 'ConfigMap', 'NetworkPolicy', 'PodDisruptionBudget', 'PersistentVolumeClaim'];

/** The component's manifests under another name, without its monitoring; it shares the Secret. */
export function renamed(manifests: readonly Manifest[], name = second): Manifest[] {
  const own = manifests.filter(({ kind, metadata }) => kinds.includes(kind) && isPartOf(component, metadata.labels?.['app.kubernetes.io/instance']));
  return own.map((manifest) => withFirstSecret(JSON.parse(JSON.stringify(manifest).replaceAll(component, name)), name) as Manifest);
}

/** Restores the names of Secrets. */
function withFirstSecret(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withFirstSecret(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'secretKeyRef' || key === 'secretRef' || key === 'secret'
        ? [key, JSON.parse(JSON.stringify(inner).replaceAll(name, component))]
        : [key, withFirstSecret(inner, name)],
    ),
  );
}

export const applySecond = async (manifests: readonly Manifest[]): Promise<void> => void (await apply(renamed(manifests)));

/** Removes it and its volumes, if it exists. */
export async function removeSecond(): Promise<void> {
  const label = `app.kubernetes.io/instance=${second}`;
  await kubectl([
    'delete',
    kinds.join(',').toLowerCase(),
    '-n',
    namespace,
    '-l',
    label,
    '--ignore-not-found',
    '--force',
    '--grace-period=0',
    '--wait=false',
  ]);
}
