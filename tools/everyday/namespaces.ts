// Whose namespaces they are: all environments of a platform use the same names, so their label decides.
import { environmentLabel, type Model } from '../../model';
import { type Kubectl, objectsOf } from './kubectl';

export interface LiveNamespace {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>>; readonly deletionTimestamp?: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[] };
}

/** Names of the platform's own namespaces. */
export const namespacesOf = ({ files }: Pick<Model, 'files'>): string[] =>
  files.flatMap(({ objects }) => objects.filter(({ manifest }) => manifest.kind === 'Namespace').map(({ manifest }) => manifest.metadata.name));

/** Those of the namespaces that exist. */
export const existing = (kubectl: Kubectl, names: readonly string[]): Promise<readonly LiveNamespace[]> =>
  objectsOf<LiveNamespace>(kubectl, ['get', 'namespaces', ...names]);

/** The environment of existing namespaces, as their labels name it; undefined if none has the label. */
export const environmentOn = (namespaces: readonly LiveNamespace[]): string | undefined =>
  namespaces.map(({ metadata }) => metadata.labels?.[environmentLabel]).find((name) => name !== undefined);

/** Refuses namespaces that may belong to another environment. */
export function refuseForeign(namespaces: readonly LiveNamespace[], { platform, environment }: Pick<Model, 'platform' | 'environment'>): void {
  for (const { metadata } of namespaces) {
    const owner = metadata.labels?.[environmentLabel];
    if (owner === environment) continue;
    const found = owner === undefined ? `has no label ${environmentLabel}` : `has the label ${environmentLabel}=${owner}`;
    const remedy =
      owner === undefined
        ? `if it is ${platform}/${environment}: kubectl label namespace ${metadata.name} ${environmentLabel}=${environment}`
        : `use a cluster of its own for ${platform}/${environment}`;
    throw new Error(`namespace ${metadata.name} ${found}, so it may not be changed as ${platform}/${environment}; ${remedy}`);
  }
}
