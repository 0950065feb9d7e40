import type { V1ServiceSpec } from '@kubernetes/client-node';
import { type Model, nameOf } from '../model';
import { namespaceOf, objectsOf, selectedBy, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';
import { type RouteTo, routersIn, routesOf } from './routes';

export const onlyHttpIsRouted = definePolicy(
  'only-http-is-routed',
  'Everybody on the Internet reaches what is routed: metrics, tools of the operators and stores must not be.',
  (model) => routersIn(model).flatMap((router) => routesOf(router).flatMap((route) => findings(route, model))),
);

function findings({ object: { where, namespace }, host, path, service: name, port: wanted }: RouteTo, model: Model): Finding[] {
  const service = objectsOf(model, 'Service').find(({ manifest }) => manifest.metadata.name === name && namespaceOf(manifest) === namespace);
  const place = `${host}${path}`;
  if (!service) return [{ where, message: `${place} leads to Service ${name}, which does not exist in ${namespace}`, fix: 'route to a web service' }];
  const { ports = [], selector = {} } = service.manifest.spec as V1ServiceSpec;
  const port = ports.find((each) => each.name === wanted || each.port === wanted);
  const stores = selectedBy(workloadsOf(model), namespace, selector).filter(({ manifest }) => manifest.kind === 'StatefulSet');
  return [
    ...demand(port?.name === 'http', {
      where,
      message: `${place} leads to port ${wanted} of Service ${name}, which is ${port ? `'${port.name ?? 'without a name'}'` : 'not one of its ports'}`,
      fix: "route to the port 'http' of a web service",
    }),
    ...stores.map((store) => ({ where, message: `${place} leads to the store ${nameOf(store.manifest)}`, fix: 'route to a web service' })),
  ];
}
