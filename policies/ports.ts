// Finds the container that a Service leads to.
import type { IntOrString, V1Container, V1ContainerPort, V1ServicePort, V1ServiceSpec } from '@kubernetes/client-node';
import type { Model } from '../model';
import { objectsOf, selects, type Workload } from './manifests';

/** The target of a Service's port: a number, or the name of a container port. */
export const targetOf = (port: V1ServicePort): IntOrString => port.targetPort ?? port.port;

export const protocolOf = (port: { readonly protocol?: string }): string => port.protocol ?? 'TCP';

/** Whether a container port has this name or number. */
export const isPort = (port: V1ContainerPort, nameOrNumber: IntOrString): boolean =>
  port.name === nameOrNumber || port.containerPort === nameOrNumber;

/** Ports of the containers that stay up. */
export const portsOf = (workload: Workload): V1ContainerPort[] =>
  workload.containers.filter(({ staysUp }) => staysUp).flatMap(({ container }) => container.ports ?? []);

/** The ports of all Services that select a workload's pods. */
export const servicePortsTo = (model: Model, workload: Workload): V1ServicePort[] =>
  objectsOf(model, 'Service')
    .filter(({ manifest, namespace }) => {
      const { selector = {} } = manifest.spec as V1ServiceSpec;
      return namespace === workload.namespace && Object.keys(selector).length > 0 && selects(selector, workload.labels);
    })
    .flatMap(({ manifest }) => (manifest.spec as V1ServiceSpec).ports ?? []);

export const leadsTo = (port: V1ServicePort, container: V1Container): boolean =>
  (container.ports ?? []).some((candidate) => isPort(candidate, targetOf(port)) && protocolOf(candidate) === protocolOf(port));
