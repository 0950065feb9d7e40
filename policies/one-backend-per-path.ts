import { type Model, nameOf } from '../model';
import type { Located } from './manifests';
import { definePolicy, type Finding, type Violation } from './policy';
import { type RouteTo, routersIn, routesOf } from './routes';

const name = 'one-backend-per-path';

export const oneBackendPerPath = definePolicy(
  name,
  'If two routes have the same host and path, it depends on the edge and on their age which one answers.',
  (model) => twice(routersIn(model)),
);

/** The same for routes of several platforms in environments of the same name, which may share a cluster. */
export function onePlatformPerPath(models: readonly Model[]): Violation[] {
  const environments = [...new Set(models.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const platforms = models.filter((model) => model.environment === environment);
    const within = new Set(platforms.flatMap((model) => twice(routersIn(model))).map(({ where }) => where));
    return twice(platforms.flatMap(routersIn))
      .filter(({ where }) => !within.has(where))
      .map((finding) => ({ policy: name, ...finding }));
  });
}

function twice(routers: readonly Located[]): Finding[] {
  const first = new Map<string, Located>();
  return routers.flatMap((router) =>
    routesOf(router)
      .map(addressOf)
      .flatMap((address) => {
        const earlier = first.get(address);
        first.set(address, earlier ?? router);
        return earlier
          ? [{ where: router.where, message: `${address} is also in ${placeOf(earlier, router)}`, fix: 'give one of them another host or path' }]
          : [];
      }),
  );
}

/** The name alone within a platform, so that a fault of several environments is the same text. */
const placeOf = (earlier: Located, later: Located): string => (platformOf(earlier) === platformOf(later) ? nameOf(earlier.manifest) : earlier.where);

const platformOf = ({ where }: Located): string | undefined => where.split(' ')[0];

/** A '/' at the end of a prefix has no meaning. */
const addressOf = ({ host, path, pathType }: RouteTo): string =>
  `${pathType} ${host}${pathType === 'Prefix' && path.length > 1 ? path.replace(/\/$/, '') : path}`;
