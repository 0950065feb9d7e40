import type { Construct } from 'constructs';
import { Gateway, HttpRoute } from '../../imports/gateway';
import { componentName, customResources } from '../kubernetes';
import { metadataOf, withAnnotations } from './labels';
import type { FilledProps, Host } from './schema';

// Fields that the API server would add are given, because Argo CD compares lists as a whole.
const allowedRoutes = { namespaces: { from: 'Same' } } as const;

/** Adds a Gateway with an HTTPS listener for each host, and one for HTTP that only redirects; and an HTTPRoute for each of them. */
export function addGateway(edge: Construct, { annotations }: FilledProps, hosts: readonly Host[], gatewayClassName: string): void {
  const chart = customResources(edge, '90-gateway');
  const parent = (sectionName: string) => ({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: componentName(edge), sectionName }) as const;
  new Gateway(chart, 'Gateway', {
    metadata: withAnnotations(metadataOf(edge), annotations),
    spec: {
      gatewayClassName,
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
        ...hosts.map(
          ({ key, host, secret }) =>
            ({
              name: listenerOf(key),
              hostname: host,
              port: 443,
              protocol: 'HTTPS',
              tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secret }] },
              allowedRoutes,
            }) as const,
        ),
      ],
    },
  });
  new HttpRoute(chart, 'HTTPRoute', {
    metadata: metadataOf(edge, 'to-https'),
    spec: {
      parentRefs: [parent('http')],
      rules: [
        {
          matches: matching(['/']),
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
      ],
    },
  });
  for (const { key, host, backends } of hosts) {
    new HttpRoute(chart, `HTTPRoute-${key}`, {
      metadata: metadataOf(edge, key),
      spec: {
        parentRefs: [parent(listenerOf(key))],
        hostnames: [host],
        rules: backends.map(({ route, paths }) => ({
          matches: matching(paths),
          backendRefs: [{ group: '', kind: 'Service', name: route.service, port: 80, weight: 1 }],
        })),
      },
    });
  }
}

const listenerOf = (key: string): string => `https-${key}`;

const matching = (paths: readonly string[]) => paths.map((value) => ({ path: { type: 'PathPrefix', value } }) as const);
