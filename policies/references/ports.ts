import type { IntOrString, V1Container } from '@kubernetes/client-node';
import { type Model, nameOf } from '../../model';
import { type LocatedContainer, objectsOf, selectedBy, workloadsOf } from '../manifests';
import { demand, type Finding } from '../policy';
import { portsOf } from '../ports';

/** Checks port names in hooks, probes and PodMonitors. The policy service-ports checks those of Services. */
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

/** The kubelet resolves the name only within the same container. */
const handlerFindings = ({ container, where }: LocatedContainer): Finding[] =>
  handlersOf(container).flatMap(([handler, port]) =>
    demand(typeof port !== 'string' || (container.ports ?? []).some(({ name }) => name === port), {
      where,
      message: `${handler} uses port '${port}', which this container does not declare`,
      fix: `the container has ${namesOf(container.ports ?? [])}`,
    }),
  );

const handlersOf = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: V1Container): [string, IntOrString | undefined][] =>
  Object.entries({ livenessProbe, readinessProbe, startupProbe, postStart: lifecycle?.postStart, preStop: lifecycle?.preStop }).map(
    ([name, handler]) => [name, handler?.httpGet?.port ?? handler?.tcpSocket?.port],
  );

const namesOf = (ports: readonly { name?: string }[]): string => ports.flatMap(({ name }) => (name ? [name] : [])).join(', ') || 'no named ports';
