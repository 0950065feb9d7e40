import { objectsOf } from './manifests';
import { definePolicy } from './policy';

export const nothingLost = definePolicy(
  'nothing-lost',
  'The L1 constructs of Kubernetes 1.27 drop fields that they do not know, and what was written in the code never reaches the cluster.',
  (model) =>
    objectsOf(model).flatMap(({ where, lost }) =>
      lost.map((path) => ({
        where,
        message: `${path} was given and is not in the manifest`,
        fix: 'spell it as the API does, or add a newer field with withNewerFields()',
      })),
    ),
);
