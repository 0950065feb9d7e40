import { Construct } from 'constructs';
import { Component, Given, invalid, PlatformChart, requireValid } from '../kubernetes';
import { addCertificates } from './certificates';
import { addGateway } from './gateway';
import { addIngresses } from './ingresses';
import { addNginx } from './nginx';
import { type EdgeProps, edgeProps, type FilledProps, type Host } from './schema';

/** The way in for clients outside of the cluster, as Ingresses, as a Gateway or as nginx: `cluster.edge` of the environment says which. */
export class Edge extends Construct {
  constructor(scope: Construct, id: string, given: EdgeProps) {
    super(scope, id);
    const props = requireValid(this, edgeProps, given) as FilledProps;
    const { edge, certificates } = PlatformChart.containing(this).environment.cluster;
    const hosts = hostsOf(this, props);
    if (certificates.source === 'existing') for (const host of hosts) addGiven(this, host);
    if (certificates.source === 'cert-manager') addCertificates(this, hosts, certificates.issuer);
    if (edge.kind === 'nginx') {
      addNginx(this, props, hosts);
    } else {
      for (const { backends } of hosts) for (const { route } of backends) route.admitEdge();
      if (edge.kind === 'ingress') addIngresses(this, props, hosts, edge.ingressClass);
      else addGateway(this, props, hosts, edge.gatewayClass);
    }
    new Component(this, { kind: 'edge' });
  }
}

function hostsOf(scope: Construct, { hosts, routes }: FilledProps): Host[] {
  return Object.entries(hosts).map(([key, { host, secret, paths }]) => ({
    key,
    host,
    secret,
    backends: Object.entries(paths).map(([service, prefixes]) => ({ route: routeTo(scope, service, routes), paths: prefixes })),
  }));
}

/** An Ingress and an HTTPRoute lead to Services of their own namespace. */
function routeTo(scope: Construct, service: string, routes: FilledProps['routes']) {
  const namespace = PlatformChart.namespaceOf(scope);
  const route = Object.hasOwn(routes, service) ? routes[service] : undefined;
  if (!route) throw invalid(scope, `routes.${service}`, undefined, 'it must be the route of a web service, because a host has paths for it');
  if (route.namespace !== namespace) throw invalid(scope, `routes.${service}`, route.namespace, `it must be in the namespace ${namespace}`);
  return route;
}

const addGiven = (scope: Construct, { key, secret: name }: Host) =>
  new Given(scope, `Secret-${key}`, { kind: 'Secret', name, keys: ['tls.crt', 'tls.key'], purpose: `certificate of the host ${key}` });
