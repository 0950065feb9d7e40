import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface ExternalSecretProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: NonNullable<IExternalSecret['spec']>;
}

/** external-secrets.io/v1: a Secret that the operator synchronizes with entries of a store. */
export class ExternalSecret extends ApiObject {
  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id, { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', ...props });
  }
}
