import { objectsOf } from './manifests';
import { definePolicy } from './policy';

export const nothingLost = definePolicy(
  'nothing-lost',
  'The L1 constructs of Kubernetes 1.27 drop fields that they do not know, so these fields of the code never reach the cluster.',
  (model) =>
    objectsOf(model).flatMap(({ where, lost }) =>
      lost.map((path) => ({
        where,
        message: `${path} is set in the code but missing from the manifest`,
        fix: 'use the spelling of the API, or add a newer field with withNewerFields()',
      })),
    ),
);
