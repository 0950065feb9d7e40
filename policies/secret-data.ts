import { objectsOf } from './manifests';
import { definePolicy } from './policy';

export const secretData = definePolicy(
  'secret-data',
  'What stands in dist stands in Git, for everybody who can read the repository, forever.',
  (model) =>
    objectsOf(model, 'Secret').flatMap(({ manifest, where }) =>
      ['data', 'stringData']
        .filter((field) => manifest[field] !== undefined)
        .map((field) => ({
          where,
          // The values are not shown: this text ends up in logs.
          message: `${field} holds ${Object.keys(manifest[field]).join(', ') || 'nothing yet'}`,
          fix: "declare it with secret(name, key) and let the environment's secret source bring it",
        })),
    ),
);
