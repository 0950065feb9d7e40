// Facts of the cluster on how clients outside of it get in, and where certificates come from.
import { cidr } from '../schema/addresses';
import { podPeerEntries, subdomain } from '../schema/fields';
import { described, list, object, oneOf, variant, word } from '../schema/schema';

/** How clients outside of the cluster reach the platform's routes. */
export const edge = variant(
  'kind',
  ['ingress', 'gateway', 'nginx'],
  [
    object({
      kind: word('An ingress controller of the cluster; the platform has Ingresses.', 'ingress'),
      ...podPeerEntries(),
      ingressClass: subdomain('IngressClass of the controller.', "an IngressClass' name"),
    }),
    object({
      kind: word('An implementation of the Gateway API; the platform has a Gateway and HTTPRoutes.', 'gateway'),
      ...podPeerEntries(),
      gatewayClass: subdomain('GatewayClass of the implementation.', "a GatewayClass' name"),
    }),
    object({
      kind: word('Neither of them: the platform runs an nginx of its own.', 'nginx'),
      clients: list("Ranges of addresses that reach this nginx; `['0.0.0.0/0']` for everybody.", cidr('Range of addresses.'), 1),
    }),
  ],
);

/** Where the certificates of the hosts come from. */
export const certificates = variant(
  'source',
  ['none', 'existing', 'cert-manager'],
  [
    object({ source: word('There are none: nginx serves plain HTTP, and an ingress controller uses its own certificate.', 'none') }),
    object({ source: word('You create the Secret of each host.', 'existing') }),
    object({
      source: word('cert-manager creates and renews the Secret of each host, by a Certificate.', 'cert-manager'),
      issuer: described(
        'Issuer of cert-manager; it must exist.',
        object({ kind: oneOf('Kind of the issuer.', ['Issuer', 'ClusterIssuer']), name: subdomain('Name of the issuer.', "an issuer's name") }),
      ),
    }),
  ],
);
