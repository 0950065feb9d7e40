import type { V1HorizontalPodAutoscalerSpec } from '@kubernetes/client-node';
import { nameOf } from '../model';
import { objectsOf } from './manifests';
import { definePolicy, demand } from './policy';
import { autoscalersOf } from './replicas';

export const autoscaled = definePolicy(
  'autoscaled',
  'If the manifest of an autoscaled workload sets replicas, every sync removes the pods that the autoscaler has added.',
  (model) => {
    const objects = objectsOf(model);
    return [
      ...objectsOf(model, 'HorizontalPodAutoscaler').flatMap(({ manifest, namespace, where }) => {
        const { kind, name } = (manifest.spec as V1HorizontalPodAutoscalerSpec).scaleTargetRef;
        const exists = objects.some(
          (object) => object.namespace === namespace && object.manifest.kind === kind && object.manifest.metadata.name === name,
        );
        return demand(exists, {
          where,
          message: `it scales ${kind}/${name}, which does not exist in ${namespace}`,
          fix: 'name the workload that it scales',
        });
      }),
      ...objects.flatMap((object) => {
        const autoscalers = autoscalersOf(model, object);
        const names = autoscalers.map(({ manifest }) => nameOf(manifest)).join(' and ');
        return [
          ...demand(autoscalers.length === 0 || object.manifest.spec.replicas === undefined, {
            where: object.where,
            message: `replicas is ${object.manifest.spec?.replicas}, and ${names} scales it`,
            fix: 'leave replicas out; the autoscaler has minReplicas',
          }),
          ...demand(autoscalers.length < 2, { where: object.where, message: `${names} all scale it`, fix: 'keep only one' }),
        ];
      }),
    ];
  },
);
