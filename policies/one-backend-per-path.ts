import { type Model, nameOf } from '../model';
import { type Located, objectsOf } from './manifests';
import { definePolicy, type Finding, type Violation } from './policy';

const name = 'one-backend-per-path';

export const oneBackendPerPath = definePolicy(
  name,
  'If two Ingresses have the same host and path, it depends on the controller and on their age which one answers.',
  (model) => twice(objectsOf(model, 'Ingress')),
);

/** The same for Ingresses of several platforms in environments of the same name, which may share a cluster. */
export function onePlatformPerPath(models: readonly Model[]): Violation[] {
  const environments = [...new Set(models.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const platforms = models.filter((model) => model.environment === environment);
    const within = new Set(platforms.flatMap((model) => twice(objectsOf(model, 'Ingress'))).map(({ where }) => where));
    return twice(platforms.flatMap((model) => objectsOf(model, 'Ingress')))
      .filter(({ where }) => !within.has(where))
      .map((finding) => ({ policy: name, ...finding }));
  });
}

function twice(ingresses: readonly Located[]): Finding[] {
  const first = new Map<string, Located>();
  return ingresses.flatMap((ingress) =>
    addressesOf(ingress).flatMap((address) => {
      const earlier = first.get(address);
      first.set(address, earlier ?? ingress);
      return earlier
        ? [{ where: ingress.where, message: `${address} is also in ${placeOf(earlier, ingress)}`, fix: 'give one of them another host or path' }]
        : [];
    }),
  );
}

/** The name alone within a platform, so that a fault of several environments is the same text. */
const placeOf = (earlier: Located, later: Located): string => (platformOf(earlier) === platformOf(later) ? nameOf(earlier.manifest) : earlier.where);

const platformOf = ({ where }: Located): string | undefined => where.split(' ')[0];

interface Rule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly { readonly path?: string; readonly pathType?: string }[] };
}

/** With the path type, because an exact path and a prefix of the same text differ. A '/' at the end of a prefix has no meaning. */
const addressesOf = ({ manifest }: Located): string[] =>
  ((manifest.spec.rules ?? []) as readonly Rule[]).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType = 'ImplementationSpecific' }) => {
      const same = pathType === 'Prefix' && path.length > 1 ? path.replace(/\/$/, '') : path;
      return `${pathType} ${host}${same}`;
    }),
  );
