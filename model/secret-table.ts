import type { Manifest, SecretRecord } from './manifest';

/** The Secrets that pods of the manifests read, with their keys and readers; without those that a Certificate of cert-manager makes. */
export function secretsOf(manifests: readonly Manifest[]): SecretRecord[] {
  const made = manifests
    .filter(({ kind }) => kind === 'Certificate')
    .map(({ metadata, spec }) => `${metadata.namespace ?? 'default'}/${spec.secretName}`);
  const records = new Map<string, { namespace: string; name: string; keys: Set<string>; readers: Set<string>; claims: Set<string> }>();
  for (const manifest of manifests) {
    const template = templateOf(manifest);
    if (!template) continue;
    for (const { secret, key } of readsOf(template)) {
      const namespace = manifest.metadata.namespace ?? 'default';
      const id = `${namespace}/${secret}`;
      if (made.includes(id)) continue;
      const record = records.get(id) ?? { namespace, name: secret, keys: new Set(), readers: new Set(), claims: new Set() };
      record.keys.add(key);
      record.readers.add(`${manifest.kind}/${manifest.metadata.name}`);
      for (const claim of claimsOf(manifest)) record.claims.add(claim);
      records.set(id, record);
    }
  }
  return [...records.values()]
    .map((record) => ({ ...record, keys: [...record.keys].sort(), readers: [...record.readers].sort(), claims: [...record.claims].sort() }))
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
}

/** The pod template of a workload of any kind. */
export function templateOf(manifest: Manifest): { spec: PodSpec } | undefined {
  if (manifest.kind === 'CronJob') return manifest.spec.jobTemplate.spec.template;
  return manifest.spec?.template?.spec?.containers ? manifest.spec.template : undefined;
}

interface PodSpec {
  readonly containers: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly volumes?: readonly VolumeSpec[];
}

interface ContainerSpec {
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } } }[];
}

interface SecretSource {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly { readonly key: string }[];
}

interface VolumeSpec {
  readonly secret?: SecretSource;
  readonly projected?: { readonly sources?: readonly { readonly secret?: SecretSource }[] };
}

function readsOf(template: { spec: PodSpec }): { secret: string; key: string }[] {
  const { containers, initContainers = [], volumes = [] } = template.spec;
  const fromVariables = [...initContainers, ...containers].flatMap((container) =>
    (container.env ?? []).flatMap(({ valueFrom }) =>
      valueFrom?.secretKeyRef ? [{ secret: valueFrom.secretKeyRef.name, key: valueFrom.secretKeyRef.key }] : [],
    ),
  );
  const sources = volumes
    .flatMap((volume) => [volume.secret, ...(volume.projected?.sources ?? []).map((source) => source.secret)])
    .filter((source) => source !== undefined);
  const fromVolumes = sources.flatMap((source) =>
    (source.items ?? []).map((item) => ({ secret: source.secretName ?? source.name ?? '', key: item.key })),
  );
  return [...fromVariables, ...fromVolumes];
}

/** The claims of a StatefulSet's first pod: if they exist, so do the data. */
const claimsOf = (manifest: Manifest): string[] =>
  manifest.kind === 'StatefulSet'
    ? (manifest.spec.volumeClaimTemplates ?? []).map((claim: Manifest) => `${claim.metadata.name}-${manifest.metadata.name}-0`)
    : [];
