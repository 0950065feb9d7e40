// The number of pods of a workload, including the range of a HorizontalPodAutoscaler.
import type { V1HorizontalPodAutoscalerSpec } from '@kubernetes/client-node';
import type { Model } from '../model';
import { type Located, objectsOf, type Workload } from './manifests';

export interface Replicas {
  readonly minimum: number;
  readonly maximum: number;
}

/** The autoscalers that target an object. */
export const autoscalersOf = (model: Model, target: Located): Located[] =>
  objectsOf(model, 'HorizontalPodAutoscaler').filter(({ manifest, namespace }) => {
    const { kind, name } = (manifest.spec as V1HorizontalPodAutoscalerSpec).scaleTargetRef;
    return namespace === target.namespace && kind === target.manifest.kind && name === target.manifest.metadata.name;
  });

/** Pods of a Deployment or StatefulSet. Other kinds have no replicas that matter for a drain or a spread. */
export function replicasOf(model: Model, workload: Workload): Replicas | undefined {
  if (!['Deployment', 'StatefulSet'].includes(workload.manifest.kind)) return undefined;
  const autoscaler = autoscalersOf(model, workload)[0];
  if (autoscaler) {
    const { minReplicas = 1, maxReplicas } = autoscaler.manifest.spec as V1HorizontalPodAutoscalerSpec;
    return { minimum: minReplicas, maximum: maxReplicas };
  }
  const replicas: number = workload.manifest.spec.replicas ?? 1;
  return { minimum: replicas, maximum: replicas };
}
