import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface CertificateProps {
  readonly metadata?: ApiObjectMetadata;
  /** The fields that this project sets. */
  readonly spec: {
    readonly secretName: string;
    readonly dnsNames: readonly string[];
    readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string };
    readonly privateKey: { readonly rotationPolicy: 'Always' };
  };
}

/** cert-manager.io/v1: a certificate that cert-manager requests, keeps in a Secret and renews. */
export class Certificate extends ApiObject {
  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id, { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', ...props });
  }
}
