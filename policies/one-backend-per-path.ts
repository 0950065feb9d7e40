import { nameOf } from '../model';
import { type Located, objectsOf } from './manifests';
import { definePolicy } from './policy';

export const oneBackendPerPath = definePolicy(
  'one-backend-per-path',
  'If two Ingresses have the same host and path, it depends on the controller and on their age which one answers.',
  (model) => {
    const first = new Map<string, Located>();
    return objectsOf(model, 'Ingress').flatMap((ingress) =>
      addressesOf(ingress).flatMap((address) => {
        const earlier = first.get(address);
        first.set(address, earlier ?? ingress);
        return earlier
          ? [{ where: ingress.where, message: `${address} is also in ${nameOf(earlier.manifest)}`, fix: 'give one of them another host or path' }]
          : [];
      }),
    );
  },
);

interface Rule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly { readonly path?: string; readonly pathType?: string }[] };
}

/** With the path type, because an exact path and a prefix of the same text differ. */
const addressesOf = ({ manifest }: Located): string[] =>
  ((manifest.spec.rules ?? []) as readonly Rule[]).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType = 'ImplementationSpecific' }) => `${pathType} ${host}${path}`),
  );
