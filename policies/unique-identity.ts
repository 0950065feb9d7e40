import type { Manifest } from '../model';
import { type Located, namespaceOf, objectsOf } from './manifests';
import { definePolicy } from './policy';

export const uniqueIdentity = definePolicy(
  'unique-identity',
  'If two objects have the same kind, namespace and name, the one that is applied last silently replaces the other.',
  (model) => {
    const first = new Map<string, Located>();
    return objectsOf(model).flatMap((object) => {
      const identity = identityOf(object.manifest);
      const earlier = first.get(identity);
      if (!earlier) {
        first.set(identity, object);
        return [];
      }
      return [{ where: object.where, message: `${identity} is also ${earlier.where}`, fix: 'give one of the components another id' }];
    });
  },
);

/** The API version is not part of an object's identity: v1 and v1beta1 serve the same object. */
function identityOf(manifest: Manifest): string {
  const group = manifest.apiVersion.includes('/') ? `${manifest.apiVersion.split('/')[0]} ` : '';
  return `${group}${manifest.kind} ${namespaceOf(manifest)}/${manifest.metadata.name}`;
}
