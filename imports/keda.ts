import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** The fields of keda.sh/v1alpha1 that this project sets. */
export interface ScaledObjectSpec {
  readonly scaleTargetRef: { readonly name: string };
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly triggers: readonly Trigger[];
}

export type Trigger =
  | { readonly type: 'cpu'; readonly metricType: 'Utilization'; readonly metadata: { readonly value: string } }
  | { readonly type: 'prometheus'; readonly metadata: { readonly serverAddress: string; readonly query: string; readonly threshold: string } };

export interface ScaledObjectProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ScaledObjectSpec;
}

/** keda.sh/v1alpha1: the number of pods of a Deployment, from which KEDA makes a HorizontalPodAutoscaler. */
export class ScaledObject extends ApiObject {
  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id, { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', ...props });
  }
}
