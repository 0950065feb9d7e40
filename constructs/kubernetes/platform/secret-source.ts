import type { App } from 'cdk8s';
import { ExternalSecret } from '../../../imports/external-secrets';
import type { SecretRecord } from '../../../model';
import { kept } from '../pod/volumes';
import { PlatformChart, type PlatformChartProps } from './chart';
import type { SecretSource } from './environment';
import { addGeneratedSecrets } from './generated-secrets';

/** Adds the objects that create the Secrets which pods read, according to the environment's secret source. */
export function addSecrets(app: App, props: PlatformChartProps, secrets: readonly SecretRecord[]): void {
  const { secrets: source } = props.environment;
  if (source.source === 'existing' || secrets.length === 0) return;
  if (source.source === 'external-secrets') {
    const chart = new PlatformChart(app, '90-external-secrets', props);
    for (const secret of secrets) addExternalSecret(chart, secret, source);
    return;
  }
  for (const namespace of new Set(secrets.map((secret) => secret.namespace))) {
    const chart = new PlatformChart(app, `05-secrets-${namespace}`, { ...props, namespace });
    addGeneratedSecrets(
      chart,
      secrets.filter((secret) => secret.namespace === namespace),
      source.image,
    );
  }
}

/** The defaults of the definition, because Argo CD compares the list as a whole. */
const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } as const;

function addExternalSecret(chart: PlatformChart, secret: SecretRecord, source: SecretSource & { source: 'external-secrets' }): void {
  new ExternalSecret(chart, `ExternalSecret-${secret.namespace}.${secret.name}`, {
    // A running store with data cannot start again without its passwords.
    metadata: { name: secret.name, namespace: secret.namespace, ...(secret.claims.length > 0 ? { annotations: kept } : {}) },
    spec: {
      refreshInterval: source.refreshInterval,
      secretStoreRef: source.store,
      target: { name: secret.name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: secret.keys.map((key) => ({ secretKey: key, remoteRef: { key: `${source.path}/${secret.name}`, property: key, ...defaults } })),
    },
  });
}
