// The routes of every kind of edge, in one form: Ingresses, HTTPRoutes, and the file `routes` of nginx.
import type { IntOrString, V1IngressSpec } from '@kubernetes/client-node';
import type { Manifest, Model } from '../model';
import { type Located, objectsOf } from './manifests';

/** A path of a host, and the port of a Service that it leads to. */
export interface RouteTo {
  readonly object: Located;
  /** `*` for all hosts. */
  readonly host: string;
  readonly path: string;
  /** An exact path and a prefix of the same text differ. */
  readonly pathType: string;
  /** Undefined if it leads to no Service. */
  readonly service?: string;
  /** Name or number of the Service's port. */
  readonly port?: IntOrString;
}

/** A host that an object serves, with the Secret of its certificate. */
export interface CertificateOf {
  readonly object: Located;
  readonly host: string;
  readonly secret: string | undefined;
}

/** The objects that have routes. */
export const routersIn = (model: Model): readonly Located[] => objectsOf(model, 'Ingress', 'HTTPRoute', 'ConfigMap').filter(isRouter);

const isRouter = ({ manifest }: Located): boolean => manifest.kind !== 'ConfigMap' || nginxRoutes(manifest) !== undefined;

export function routesOf(object: Located): RouteTo[] {
  const { manifest } = object;
  if (manifest.kind === 'Ingress') return ofIngress(manifest.spec).map((route) => ({ object, ...route }));
  if (manifest.kind === 'HTTPRoute') return ofHttpRoute(manifest.spec).map((route) => ({ object, ...route }));
  return ofNginx(nginxRoutes(manifest) ?? []).map((route) => ({ object, ...route }));
}

type Route = Omit<RouteTo, 'object'>;

const ofIngress = ({ rules = [], defaultBackend }: V1IngressSpec): Route[] => {
  const to = (service: { readonly name: string; readonly port?: { readonly name?: string; readonly number?: number } } | undefined) => ({
    service: service?.name,
    port: service?.port?.name ?? service?.port?.number,
  });
  return [
    ...(defaultBackend ? [{ host: '*', path: '/', pathType: 'default', ...to(defaultBackend.service) }] : []),
    ...rules.flatMap(({ host = '*', http }) =>
      (http?.paths ?? []).map(({ path = '/', pathType = 'ImplementationSpecific', backend }) => ({ host, path, pathType, ...to(backend.service) })),
    ),
  ];
};

interface HttpRouteSpec {
  readonly hostnames?: readonly string[];
  readonly rules?: readonly {
    readonly matches?: readonly { readonly path?: { readonly type?: string; readonly value?: string } }[];
    readonly backendRefs?: readonly { readonly kind?: string; readonly name: string; readonly port?: number }[];
  }[];
}

/** Without rules that lead nowhere, such as redirects. */
const ofHttpRoute = ({ hostnames = ['*'], rules = [] }: HttpRouteSpec): Route[] =>
  hostnames.flatMap((host) =>
    rules.flatMap(({ matches = [{}], backendRefs = [] }) =>
      matches.flatMap(({ path: { type = 'PathPrefix', value: path = '/' } = {} }) =>
        backendRefs.map(({ name: service, port }) => ({ host, path, pathType: type === 'PathPrefix' ? 'Prefix' : type, service, port })),
      ),
    ),
  );

/** The lines of the file `routes` of the component edge: `domain DOMAIN`, `host NAME FOLDER`, and `path PREFIX SERVICE` below it. */
const nginxRoutes = ({ kind, metadata, data }: Manifest): string[][] | undefined =>
  kind === 'ConfigMap' && metadata.labels?.['app.kubernetes.io/component'] === 'edge' && typeof data?.routes === 'string'
    ? data.routes.split('\n').flatMap((line: string) => (line === '' ? [] : [line.split(' ')]))
    : undefined;

function ofNginx(lines: readonly string[][]): Route[] {
  let host = '';
  return lines.flatMap(([word, first = '', service]) => {
    if (word === 'host') host = first;
    return word === 'path' ? [{ host, path: first, pathType: 'Prefix', service, port: 80 }] : [];
  });
}

interface Listener {
  readonly hostname?: string;
  readonly tls?: { readonly certificateRefs?: readonly { readonly name: string }[] };
}

/** Hosts with their certificates, as clients get them. */
export const certificatesIn = (model: Model): CertificateOf[] => [
  ...objectsOf(model, 'Ingress').flatMap((object) =>
    ((object.manifest.spec as V1IngressSpec).tls ?? []).flatMap(({ hosts = ['*'], secretName: secret }) =>
      hosts.map((host) => ({ object, host, secret })),
    ),
  ),
  ...objectsOf(model, 'Gateway').flatMap((object) =>
    ((object.manifest.spec.listeners ?? []) as readonly Listener[]).flatMap(({ hostname: host = '*', tls }) =>
      tls ? [{ object, host, secret: tls.certificateRefs?.[0]?.name }] : [],
    ),
  ),
];
