// What every environment of every platform states, as plain data: the facts of its cluster, where its Secrets come from, and settings of all pods.
import * as v from 'valibot';
import {
  bytes,
  cidr,
  cpu,
  dnsDomain,
  duration,
  imageOverride,
  podPeer,
  podPeerEntries,
  port,
  printable,
  type resources,
  subdomain,
} from '../schema/fields';
import { objectSettings, podSettings } from '../schema/pods';
import { agreeing, type Data, described, integer, list, map, must, object, oneOf, optional, text, truth, variant, word } from '../schema/schema';

const operators = ['prometheus', 'external-secrets'] as const;

export type Operator = (typeof operators)[number];

const registryHost = text(
  'Host of the registry that images name.',
  /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:[0-9]{1,5})?$/,
  "it must be a registry's host, such as 'docker.io'",
);

const mirror = text(
  'Host and path in its place.',
  /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  "it must be a host with an optional path, such as 'registry.example.com/docker-hub'",
);

const cluster = object({
  domain: dnsDomain('DNS domain of the cluster, as the kubelets have it.'),
  apiServer: described(
    "Where the API server answers, after address translation: its endpoints' addresses and ports, not those of its Service.",
    object({
      cidrs: list('Ranges of its addresses.', cidr('Range of addresses.'), 1),
      ports: list('Its ports.', port('Port.'), 1),
    }),
  ),
  dns: described(
    "The cluster's DNS servers.",
    object({
      ...podPeerEntries(),
      ports: optional(list('Ports of its containers. @default [53]', port('Port.'), 1)),
    }),
  ),
  scraper: podPeer('The Prometheus that scrapes metrics.'),
  edge: described(
    'The ingress controller, through which clients from outside come.',
    object({ ...podPeerEntries(), ingressClass: subdomain('IngressClass of the controller.', "an IngressClass' name") }),
  ),
  dualStack: optional(truth('Pods have IPv6 addresses beside those of IPv4: external peers are opened for both. @default false')),
  storageClass: optional(subdomain("StorageClass of all volumes. @default the cluster's default", "a StorageClass' name")),
  operators: list(
    'Operators whose custom resources the cluster accepts. Without one, its resources are not rendered.',
    oneOf('Operator.', operators),
  ),
  runbooks: optional(
    text(
      'URL under which docs/runbooks of this project can be read: alerts link to it. @default the path in this project',
      /^https?:\/\/[!-~]*[^/\s]$/,
      "it must be a URL without '/' at its end",
      1024,
    ),
  ),
  registries: optional(map('Mirrors of registries: images of the one are taken from the other.', registryHost, mirror, 1)),
});

/** Facts of the cluster that manifests cannot find out for themselves. */
export type ClusterFacts = Data<typeof cluster>;

/** Pods of another team or system, by namespace and labels. */
export type PodPeer = ClusterFacts['scraper'];

const store = object({
  kind: oneOf('Kind of the store.', ['SecretStore', 'ClusterSecretStore']),
  name: subdomain('Name of the store.', "a store's name"),
});

const existing = object({ source: word('Somebody creates them; the architecture page of the platform lists names and keys.', 'existing') });

const external = object({
  source: word('An ExternalSecret each, which reads `<path>/<secret>` with the key as property from a named store.', 'external-secrets'),
  store,
  path: text(
    'Path in the store below which the Secrets are.',
    /^[A-Za-z0-9]([-_./A-Za-z0-9]*[A-Za-z0-9])?$/,
    "it must be a path such as 'shopfds/production', without '/' at its ends",
  ),
  refreshInterval: duration("How often the store is asked, such as '1h'."),
});

const generated = object({
  source: word('A Job creates those that are missing, with random values. For trials: nobody keeps a copy.', 'generated'),
  image: optional(imageOverride("Image of the Job in place of the catalogue's.")),
});

const secrets = variant('source', ['existing', 'external-secrets', 'generated'], [existing, external, generated]);

/** Where Secrets come from; they are never in dist with their data. */
export type SecretSource = Data<typeof secrets>;

const amount = (description: string) =>
  v.pipe(
    v.union([cpu(description), bytes(description), integer(description, 0)], "it must be a quantity such as '4', '16Gi' or 20"),
    v.description(description),
  );

const quota = map(
  'Bounds of all objects in the namespace together.',
  text('Resource, as a ResourceQuota names it.', /^[a-z][-a-z0-9./]*$/, "it must be a resource of ResourceQuota, such as 'requests.cpu' or 'pods'"),
  amount('Most of it.'),
  1,
);

/** What the data of every environment have, beside those of the platform's own components. */
export const environmentEntries = {
  cluster: described('Facts of the cluster that manifests cannot find out for themselves.', cluster),
  secrets: described('Where Secrets come from.', secrets),
  pods: optional(described('Settings of all pods.', podSettings)),
  services: optional(described('Labels and annotations of all Services.', objectSettings)),
  monitors: optional(
    described('Labels and annotations of all monitors and rules; an operator may select them by a label such as `release`.', objectSettings),
  ),
  quotas: optional(map('A ResourceQuota for a namespace of the platform.', printable('Namespace.', 1), quota)),
};

const base = object(environmentEntries);

export type Environment = Data<typeof base>;

/** The schema of a platform's environments: what all have, and what its own components need. */
export const environmentSchema = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  agreeing(object({ ...environmentEntries, ...entries }), (environment) => {
    const { cluster, secrets } = environment as unknown as Environment; // the compiler does not see the entries above through the generic ones
    const brought = secrets.source !== 'external-secrets' || cluster.operators.includes('external-secrets');
    return must(brought, ['secrets', 'source'], "it needs 'external-secrets' among cluster.operators");
  });

/** What a container asks for. */
export type Resources = Data<ReturnType<typeof resources>>;
