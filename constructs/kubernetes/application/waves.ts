// The order in which Argo CD applies what has an order: stores (no wave), migrations, applications.

/** A migration: after the stores, because the first sync creates the database too. */
export const migrationWave = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  'argocd.argoproj.io/sync-wave': '1',
} as const;

/** An application: after the migrations, so that a failed one leaves the running application as it is. */
export const applicationWave = { 'argocd.argoproj.io/sync-wave': '2' } as const;
