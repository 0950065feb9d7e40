import { objectsOf } from './manifests';
import { definePolicy } from './policy';

export const secretData = definePolicy(
  'secret-data',
  'Data in dist stay in Git forever, visible to everybody with access to the repository.',
  (model) =>
    objectsOf(model, 'Secret').flatMap(({ manifest, where }) =>
      ['data', 'stringData']
        .filter((field) => manifest[field] !== undefined)
        .map((field) => ({
          where,
          // Without the values, because this text ends up in logs.
          message: `${field} contains ${Object.keys(manifest[field]).join(', ') || 'nothing yet'}`,
          fix: "declare it with secret(name, key) and let the environment's secret source provide it",
        })),
    ),
);
