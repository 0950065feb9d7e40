import type { IntOrString, V1Container } from '@kubernetes/client-node';
import { type Model, nameOf } from '../../model';
import { type LocatedContainer, objectsOf, selectedBy, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';
import { portsOf } from '../ports';

/** Ports by name, where a container's own hooks and probes or a PodMonitor name them; those of Services are the policy service-ports. */
export function portReferences(model: Model): Finding[] {
  const workloads = workloadsOf(model);
  return [
    ...workloads.flatMap(({ containers }) => containers.flatMap(handlerFindings)),
    ...objectsOf(model, 'PodMonitor').flatMap(({ manifest, namespace, where }) => {
      const endpoints: readonly { port?: string; portNumber?: number }[] = manifest.spec.podMetricsEndpoints ?? [];
      const namespaces: readonly string[] = manifest.spec.namespaceSelector?.matchNames ?? [namespace];
      const selected = namespaces.flatMap((name) => selectedBy(workloads, name, manifest.spec.selector?.matchLabels ?? {}));
      return selected.flatMap((workload) =>
        endpoints.flatMap(({ port, portNumber }) =>
          demand(
            portsOf(workload).some(({ name, containerPort }) => (port ? name === port : containerPort === portNumber)),
            {
              where,
              message: `it scrapes port ${port ?? portNumber}, which no container of ${nameOf(workload.manifest)} declares`,
              fix: `its pods have ${namesOf(portsOf(workload))}`,
            },
          ),
        ),
      );
    }),
  ];
}

/** The kubelet looks for the name in the same container only. */
const handlerFindings = ({ container, where }: LocatedContainer): Finding[] =>
  handlersOf(container).flatMap(([handler, port]) =>
    demand(typeof port !== 'string' || (container.ports ?? []).some(({ name }) => name === port), {
      where,
      message: `${handler} asks port '${port}', which this container does not declare`,
      fix: `the container has ${namesOf(container.ports ?? [])}`,
    }),
  );

const handlersOf = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: V1Container): [string, IntOrString | undefined][] =>
  Object.entries({ livenessProbe, readinessProbe, startupProbe, postStart: lifecycle?.postStart, preStop: lifecycle?.preStop }).map(
    ([name, handler]) => [name, handler?.httpGet?.port ?? handler?.tcpSocket?.port],
  );

const namesOf = (ports: readonly { name?: string }[]): string => ports.flatMap(({ name }) => (name ? [name] : [])).join(', ') || 'no named ports';
