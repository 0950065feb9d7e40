// The data that every environment of every platform has: facts of its cluster, the source of its Secrets, and settings of all pods.
import * as v from 'valibot';
import { cidr } from '../schema/addresses';
import { unlike } from '../schema/condition';
import {
  catalogueImage,
  dnsDomain,
  duration,
  mirror,
  podPeer,
  podPeerEntries,
  port,
  portPattern,
  printable,
  registry,
  subdomain,
} from '../schema/fields';
import { objectSettings, podSettings } from '../schema/pods';
import type { resources } from '../schema/quantities';
import { quota } from '../schema/quota';
import { differsFrom, includes, is, type Places, rule, when, withRules } from '../schema/rules';
import { type Data, described, type Filled, list, map, object, oneOf, optional, text, truth, variant, word } from '../schema/schema';
import { certificates, edge } from './edge-facts';
import { images } from './images';

const operators = ['prometheus', 'external-secrets', 'keda', 'cert-manager', 'gateway-api'] as const;

export type Operator = (typeof operators)[number];

const url = (description: string) =>
  text(
    description,
    // No braces: Prometheus expands templates in annotations of alerts.
    new RegExp(`^https?://[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:${portPattern})?(/[!-.0-z|~]+)*$`),
    "it must be a URL with a host, without '{', '}', '//' in its path or a trailing '/'",
    1024,
  );

const cluster = object({
  domain: dnsDomain('DNS domain of the cluster, as configured in the kubelets.'),
  apiServer: described(
    'Addresses and ports of the API server after address translation: those of its endpoints, not of its Service.',
    object({
      cidrs: list('Ranges of its addresses.', cidr('Range of addresses.'), 1),
      ports: list('Its ports.', port('Port.'), 1),
    }),
  ),
  dns: described(
    "The cluster's DNS servers.",
    object({
      ...podPeerEntries(),
      ports: optional(list('Ports of its containers.', port('Port.'), 1), [53]),
    }),
  ),
  scraper: podPeer('The Prometheus that scrapes metrics.'),
  prometheus: optional(
    url('URL of that Prometheus, from which KEDA reads the load of applications.'),
    'http://prometheus-operated.monitoring.svc:9090',
  ),
  edge: described('How clients outside of the cluster reach the platform.', edge),
  certificates: optional(described('Where the certificates of the hosts come from.', certificates), { source: 'none' }),
  dualStack: optional(truth('Pods have IPv4 and IPv6 addresses: egress to external peers is allowed for both.'), false),
  storageClass: optional(subdomain("StorageClass of all volumes. @default the cluster's default", "a StorageClass' name")),
  operators: list('Operators that run in the cluster. Custom resources of other operators are not rendered.', oneOf('Operator.', operators)),
  runbooks: optional(url('URL of docs/runbooks of this project, to which alerts link. @default the path in this project')),
  registries: optional(
    map(
      'Mirrors by registry: images of the registry are pulled from its mirror.',
      registry('Host of the registry in image names.'),
      mirror('Host and path of the mirror.'),
    ),
  ),
});

/** Facts of the cluster, such as addresses and installed operators. */
export type ClusterFacts = Filled<typeof cluster>;

/** Pods of another team or system, by namespace and labels. */
export type PodPeer = ClusterFacts['scraper'];

const store = described(
  'Store of the External Secrets Operator; it must exist.',
  object({
    kind: oneOf('Kind of the store.', ['SecretStore', 'ClusterSecretStore']),
    name: subdomain('Name of the store.', "a store's name"),
  }),
);

const existing = object({ source: word('You create them; the architecture page of the platform lists names and keys.', 'existing') });

const pathRemedy = "it must be a path such as 'shopfds/production', without a leading or trailing '/', and without '//', '.' or '..' in it";

const external = object({
  source: word('An ExternalSecret for each: it reads the entry `<path>/<secret>` of a named store, with the key as property.', 'external-secrets'),
  store,
  path: v.pipe(
    text('Path of the Secrets in the store.', /^[A-Za-z0-9]([-_./A-Za-z0-9]*[A-Za-z0-9])?$/, pathRemedy),
    unlike(/(^|\/)\.{0,2}(\/|$)/, pathRemedy),
  ),
  refreshInterval: duration("How often the Secrets are read from the store, such as '1h'."),
});

const generated = object({
  source: word('A Job creates missing Secrets with random values. For trials only: there is no copy of the values.', 'generated'),
  image: catalogueImage('Image of the Job.', images.curl),
});

const secrets = variant('source', ['existing', 'external-secrets', 'generated'], [existing, external, generated]);

/** The source of Secrets; dist never contains their data. */
export type SecretSource = Filled<typeof secrets>;

/** Entries of every environment; those of the platform's components are added. */
export const environmentEntries = {
  cluster: described('Facts of the cluster, such as addresses and installed operators.', cluster),
  secrets: described('The source of Secrets.', secrets),
  pods: optional(described('Settings of all pods.', podSettings), {}),
  services: optional(described('Labels and annotations of all Services.', objectSettings), {}),
  monitors: optional(
    described('Labels and annotations of all monitors and rules; an operator may select them by a label such as `release`.', objectSettings),
    {},
  ),
  quotas: optional(map('A ResourceQuota for a namespace of the platform.', printable('Namespace.', 1), quota)),
};

const base = object(environmentEntries);

/** The data of an environment. */
export type EnvironmentData = Data<typeof base>;

/** The same with the defaults filled in. */
export type Environment = Filled<typeof base>;

/** The schema of a platform's environments: the common entries, and those of its components. */
export const environmentSchema = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  withRules(object({ ...environmentEntries, ...entries }), (environment) => {
    const { cluster, secrets } = environment as unknown as Places<Environment>; // the compiler cannot infer the common entries next to generic ones
    const isBrought = includes(cluster.operators, 'external-secrets');
    const { edge, certificates, operators } = cluster;
    const isGateway = is(edge.kind, 'gateway');
    const hasCertManager = includes(operators, 'cert-manager');
    return [
      when(is(secrets.source, 'external-secrets'), rule(secrets.source, isBrought, "it requires 'external-secrets' in cluster.operators")),
      when(isGateway, rule(edge.kind, includes(operators, 'gateway-api'), "it requires 'gateway-api' in cluster.operators")),
      when(is(certificates.source, 'cert-manager'), rule(certificates.source, hasCertManager, "it requires 'cert-manager' in cluster.operators")),
      when(
        isGateway,
        rule(certificates.source, differsFrom(certificates.source, /^none$/), 'a Gateway serves HTTPS; it must be existing or cert-manager'),
      ),
    ];
  });

/** Requests and limits of a container. */
export type Resources = Data<ReturnType<typeof resources>>;
