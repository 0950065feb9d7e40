import { definePolicy } from '../policy';
import { configurationReferences } from './configuration';
import { objectReferences } from './objects';
import { portReferences } from './ports';
import { secretReferences } from './secrets';
import { volumeReferences } from './volumes';

export const references = definePolicy(
  'references',
  'The API server admits an object that refers to a missing one; the result is a pod that never starts or a route that leads nowhere.',
  (model) => [
    ...configurationReferences(model),
    ...secretReferences(model),
    ...objectReferences(model),
    ...volumeReferences(model),
    ...portReferences(model),
  ],
);
