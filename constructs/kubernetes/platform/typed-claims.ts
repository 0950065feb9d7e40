interface WithClaims {
  readonly spec?: { readonly volumeClaimTemplates?: readonly object[] };
}

/**
 * Gives claim templates the apiVersion and kind that their L1 type does not have. The API server adds them, and without them Argo CD finds every
 * StatefulSet with claims out of sync for ever, because it compares the list as a whole.
 */
export function withTypedClaims(manifest: object): object {
  const { spec } = manifest as WithClaims;
  if (!spec?.volumeClaimTemplates) return manifest;
  const volumeClaimTemplates = spec.volumeClaimTemplates.map((claim) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim }));
  return { ...manifest, spec: { ...spec, volumeClaimTemplates } };
}
