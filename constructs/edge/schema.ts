import * as v from 'valibot';
import {
  addedAnnotations,
  catalogueImage,
  componentEntries,
  condition,
  type Data,
  described,
  type Filled,
  ingressHost,
  integer,
  list,
  map,
  name,
  object,
  oneOf,
  optional,
  printable,
  type Route,
  resources,
  subdomain,
  text,
  unchecked,
  unlike,
} from '../kubernetes';
import { images } from './images';

/**
 * Characters that mean the same for every edge, and nothing in a configuration of nginx. Metrics are refused: applications may serve them on the port
 * of their clients.
 */
const pathPrefix = (description: string) =>
  v.pipe(
    text(description, /^\/[-A-Za-z0-9._~@+/]*$/, "it must begin with '/' and contain only letters, digits and '-._~@+/'", 1024),
    unlike(/\/\/|\/\.{1,2}(\/|$)/, "it must not contain '//', '/./' or '/../'"),
    unlike(/[^/]\/$/, "it must not end with '/'; a prefix matches with and without it"),
    unlike(/^\/metrics(\/|$)/, 'metrics are not for clients outside of the cluster; choose another path'),
  );

const paths = (service: string) => list(`Path prefixes that lead to ${service}.`, pathPrefix('Path prefix.'), 1);
const hostName = ingressHost('Name of the host; `*.` matches any one label.');
const secretName = (rest: string) => subdomain(`Secret with the certificate of the host. ${rest}`.trim(), "a Secret's name");

const hostOf = <const Service extends string>(host: string, services: readonly Service[]) =>
  object({
    host: hostName,
    secret: optional(secretName('With cert-manager it is created, otherwise it must exist.'), `${host}-tls`),
    paths: object(Object.fromEntries(services.map((service) => [service, paths(service)])) as Record<Service, ReturnType<typeof paths>>),
  });

const classAnnotation = 'kubernetes.io/ingress.class';
const classRemedy = 'use ingressClass of cluster.edge; the API server refuses both together';

/** Of the platform's own nginx, except for the annotations. */
const commonEntries = {
  pod: componentEntries.pod,
  service: componentEntries.service,
  annotations: optional(
    v.pipe(
      addedAnnotations('Annotations of the Ingresses or the Gateway, for their controller.'),
      condition((annotations) => !(classAnnotation in annotations), classRemedy, { properties: { [classAnnotation]: { const: classRemedy } } }),
    ),
  ),
  replicas: optional(integer('Number of pods of nginx. Two or more are spread over nodes and have a disruption budget.', 1, 1000), 2),
  resources: optional(resources('Requests and memory limit of a pod of nginx.'), { cpu: '50m', memory: '128Mi' }),
  serviceType: optional(oneOf('Type of the Service of nginx.', ['ClusterIP', 'NodePort', 'LoadBalancer']), 'ClusterIP'),
  maximumBody: optional(
    text("Largest request that nginx accepts, such as '10m'.", /^[1-9][0-9]{0,5}[kmg]$/, "it must be a size above zero such as '512k' or '10m'", 7),
    '10m',
  ),
  images: optional(described('Images.', object({ nginx: catalogueImage('nginx.', images.nginx) })), {}),
};

/**
 * The data of an environment for the edge.
 *
 * @param hosts the services that each host leads to, by names that code chooses: `{ shop: ['ecommerce', 'admin'] }`
 */
export const edgeData = <const Hosts extends Readonly<Record<string, readonly string[]>>>(hosts: Hosts) =>
  object({
    ...commonEntries,
    hosts: described(
      'Hosts, with the path prefixes of each service.',
      object(
        Object.fromEntries(Object.entries(hosts).map(([host, services]) => [host, hostOf(host, services)])) as {
          [Host in keyof Hosts]: ReturnType<typeof hostOf<Hosts[Host][number]>>;
        },
      ),
    ),
  });

export const edgeProps = object({
  ...commonEntries,
  hosts: map(
    'Hosts by the name that code has for them.',
    name('Name of the host in code.', 20),
    object({
      host: hostName,
      secret: secretName(''),
      paths: map('Path prefixes by service.', printable('Name of the service in code.', 1), paths('the service'), 1),
    }),
    1,
  ),
  routes: unchecked<Routes>(),
});

/** The services by the names that the hosts have for them. */
export type Routes = Readonly<Record<string, Route>>;

/** Props of the edge. */
export type EdgeProps = Omit<Data<typeof edgeProps>, 'routes'> & {
  /** What the hosts lead to, by the names in their paths. Only web services offer a route. */
  readonly routes: Routes;
};

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof edgeProps>, 'routes'> & Pick<EdgeProps, 'routes'>;

/** A host with its routes. */
export interface Host {
  /** Its name in code, which is part of names of objects. */
  readonly key: string;
  readonly host: string;
  readonly secret: string;
  readonly backends: readonly { readonly route: Route; readonly paths: readonly string[] }[];
}
