import { nameOf } from '../model';
import { type Located, objectsOf } from './manifests';
import { definePolicy } from './policy';

export const oneBackendPerPath = definePolicy(
  'one-backend-per-path',
  'Of two Ingresses with the same host and path, which one answers depends on the controller and on which is older.',
  (model) => {
    const first = new Map<string, Located>();
    return objectsOf(model, 'Ingress').flatMap((ingress) =>
      addressesOf(ingress).flatMap((address) => {
        const earlier = first.get(address);
        first.set(address, earlier ?? ingress);
        return earlier
          ? [{ where: ingress.where, message: `${address} is also ${nameOf(earlier.manifest)}'s`, fix: 'give one of the two another host or path' }]
          : [];
      }),
    );
  },
);

interface Rule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly { readonly path?: string; readonly pathType?: string }[] };
}

/** Each with its path type: an exact path and a prefix of the same text are two. */
const addressesOf = ({ manifest }: Located): string[] =>
  ((manifest.spec.rules ?? []) as readonly Rule[]).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType = 'ImplementationSpecific' }) => `${pathType} ${host}${path}`),
  );
