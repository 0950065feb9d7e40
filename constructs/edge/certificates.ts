import type { Construct } from 'constructs';
import { Certificate } from '../../imports/cert-manager';
import { customResources } from '../kubernetes';
import { metadataOf } from './labels';
import type { Host } from './schema';

/** Adds a Certificate for each host: an object of its own, so that the same Secret serves an Ingress, a Gateway and nginx. */
export function addCertificates(
  edge: Construct,
  hosts: readonly Host[],
  issuer: { readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string },
): void {
  const chart = customResources(edge, '90-certificates');
  for (const { key, host, secret } of hosts) {
    new Certificate(chart, `Certificate-${key}`, {
      metadata: metadataOf(edge, key),
      spec: {
        secretName: secret,
        dnsNames: [host],
        issuerRef: { group: 'cert-manager.io', ...issuer },
        privateKey: { rotationPolicy: 'Always' },
      },
    });
  }
}
