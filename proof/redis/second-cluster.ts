import type { Manifest } from '../../model';
import type { InDist } from '../in-dist';
import { inDist } from '../in-dist';
import { apply, kubectl } from '../kubectl';
import { isPartOf } from '../manifests';
import type { ProvenComponent } from '../proven-component';

// Another cluster in the same namespace, from the same manifests: only the name differs.

const nameOfSecond = (id: string): string => `${id}2`;

const kinds = ['StatefulSet', 'Pod', 'Service', 'ConfigMap', 'NetworkPolicy', 'PodDisruptionBudget', 'PersistentVolumeClaim'];

/** A component's manifests under another name, without its monitoring; it shares the Secret. */
export function renamed(manifests: readonly Manifest[], id: string, name = nameOfSecond(id)): Manifest[] {
  const own = manifests.filter(({ kind, metadata }) => kinds.includes(kind) && isPartOf(id, metadata.labels?.['app.kubernetes.io/instance']));
  return own.map((manifest) => withFirstSecret(JSON.parse(JSON.stringify(manifest).replaceAll(id, name)), name, id) as Manifest);
}

/** Restores the names of Secrets. */
function withFirstSecret(value: unknown, name: string, id: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withFirstSecret(item, name, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'secretKeyRef' || key === 'secretRef' || key === 'secret'
        ? [key, JSON.parse(JSON.stringify(inner).replaceAll(name, id))]
        : [key, withFirstSecret(inner, name, id)],
    ),
  );
}

/** The second cluster of a component, which `applySecond` creates. */
export const secondOf = ({ platform, environment, id, dist }: ProvenComponent): InDist =>
  inDist({ platform, environment, id: nameOfSecond(id) }, () => renamed(dist.manifests, id));

export const applySecond = async (manifests: readonly Manifest[], id: string): Promise<void> => void (await apply(renamed(manifests, id)));

/** Removes it and its volumes, if it exists. */
export async function removeSecond({ id, namespace }: InDist): Promise<void> {
  const selected = ['-n', namespace, '-l', `app.kubernetes.io/instance=${nameOfSecond(id)}`];
  await kubectl(['delete', kinds.join(',').toLowerCase(), ...selected, '--ignore-not-found', '--force', '--grace-period=0', '--wait=false']);
}
