import type { RbacV1Subject, V1IngressBackend, V1IngressSpec, V1RoleRef, V1ServiceSpec } from '@kubernetes/client-node';
import type { Model } from '../../model';
import { type Located, objectsOf, selects, type Workload, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';

type Find = (kind: string, namespace: string, name: string) => Located | undefined;

/** Checks references to ServiceAccounts, Roles, Services, and the namespace of each workload. */
export function objectReferences(model: Model): Finding[] {
  const objects = objectsOf(model);
  const find: Find = (kind, namespace, name) =>
    objects.find((object) => object.manifest.kind === kind && object.namespace === namespace && object.manifest.metadata.name === name);
  const namespaces = objectsOf(model, 'Namespace').map(({ manifest }) => manifest.metadata.name);
  return [
    ...workloadsOf(model).flatMap((workload) => [
      ...demand(namespaces.includes(workload.namespace), {
        where: workload.where,
        message: `its namespace ${workload.namespace} is not among the manifests`,
        fix: 'create it with NamespaceWithDefaultDeny, or correct the name',
      }),
      ...accountFindings(workload.where, workload.namespace, workload.template.spec.serviceAccountName, find),
      ...governingService(workload, find),
    ]),
    ...objectsOf(model, 'RoleBinding', 'ClusterRoleBinding').flatMap((binding) => bindingFindings(binding, namespaces, find)),
    ...objectsOf(model, 'Ingress').flatMap((ingress) =>
      backendsOf(ingress.manifest.spec).flatMap((backend) => backendFindings(ingress, backend, find)),
    ),
  ];
}

const missing = (where: string, kind: string, name: string, namespace: string): Finding => ({
  where,
  message: `it names ${kind} ${name}, which does not exist in ${namespace}`,
  fix: 'add it, or correct the name',
});

/** Every namespace has an account `default`, which the cluster creates. */
const accountFindings = (where: string, namespace: string, name: string | undefined, find: Find): Finding[] =>
  name === undefined || name === 'default' || find('ServiceAccount', namespace, name) ? [] : [missing(where, 'ServiceAccount', name, namespace)];

/** The Service that gives a StatefulSet's pods their host names. */
function governingService({ manifest, namespace, where, labels }: Workload, find: Find): Finding[] {
  const name: string | undefined = manifest.kind === 'StatefulSet' ? manifest.spec.serviceName : undefined;
  if (!name) return [];
  const service = find('Service', namespace, name);
  if (!service) return [missing(where, 'Service', name, namespace)];
  const { clusterIP, selector = {} } = service.manifest.spec as V1ServiceSpec;
  return demand(clusterIP === 'None' && Object.keys(selector).length > 0 && selects(selector, labels), {
    where,
    message: `the Service of its serviceName ${name} ${clusterIP === 'None' ? 'is headless' : 'is not headless'} and ${selects(selector, labels) ? 'selects' : 'does not select'} its pods`,
    fix: 'the Service must be headless (clusterIP None) and select the pods; otherwise they get no host names',
  });
}

function bindingFindings({ manifest, namespace, where }: Located, namespaces: readonly string[], find: Find): Finding[] {
  const { kind, name } = manifest.roleRef as V1RoleRef;
  const subjects: readonly RbacV1Subject[] = manifest.subjects ?? [];
  return [
    ...((kind === 'ClusterRole' ? isBuiltIn(name) || find(kind, 'default', name) : find(kind, namespace, name))
      ? []
      : [missing(where, kind, name, kind === 'ClusterRole' ? 'the cluster' : namespace)]),
    ...subjects
      // Accounts in namespaces of other teams are not among the manifests.
      .filter((subject) => subject.kind === 'ServiceAccount' && namespaces.includes(subject.namespace ?? ''))
      .flatMap((subject) => accountFindings(where, subject.namespace ?? '', subject.name, find)),
  ];
}

const isBuiltIn = (clusterRole: string): boolean =>
  ['admin', 'cluster-admin', 'edit', 'view'].includes(clusterRole) || clusterRole.startsWith('system:');

const backendsOf = ({ defaultBackend, rules = [] }: V1IngressSpec): V1IngressBackend[] => [
  ...(defaultBackend ? [defaultBackend] : []),
  ...rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend)),
];

function backendFindings({ namespace, where }: Located, { service: backend }: V1IngressBackend, find: Find): Finding[] {
  if (!backend) return []; // a custom resource of the ingress controller
  const service = find('Service', namespace, backend.name);
  if (!service) return [missing(where, 'Service', backend.name, namespace)];
  const { ports = [] } = service.manifest.spec as V1ServiceSpec;
  const wanted = backend.port?.name ?? backend.port?.number;
  return demand(wanted !== undefined && ports.some(({ name, port }) => name === wanted || port === wanted), {
    where,
    message: `it leads to port ${wanted} of Service ${backend.name}`,
    fix: `the Service has ${ports.map(({ name, port }) => `${name ?? '(no name)'} ${port}`).join(', ') || 'no ports'}`,
  });
}
