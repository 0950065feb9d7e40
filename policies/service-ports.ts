import type { V1ServiceSpec } from '@kubernetes/client-node';
import { nameOf } from '../model';
import { objectsOf, selectedBy, type Workload, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';
import { isPort, portsOf, protocolOf, targetOf } from './ports';

export const servicePorts = definePolicy(
  'service-ports',
  'A Service with a target port that no container declares is admitted and gets endpoints, but every connection to it fails.',
  (model) => {
    const workloads = workloadsOf(model);
    return [
      ...objectsOf(model, 'Service').flatMap(({ manifest, namespace, where }) => {
        const spec = manifest.spec as V1ServiceSpec;
        const selected = Object.keys(spec.selector ?? {}).length > 0 ? selectedBy(workloads, namespace, spec.selector ?? {}) : [];
        return [...portNames(where, spec), ...selected.flatMap((workload) => targets(where, spec, workload))];
      }),
      ...workloads.flatMap(containerPorts),
    ];
  },
);

function targets(where: string, { ports = [] }: V1ServiceSpec, workload: Workload): Finding[] {
  const declared = portsOf(workload);
  return ports.flatMap((port) =>
    demand(
      declared.some((candidate) => isPort(candidate, targetOf(port)) && protocolOf(candidate) === protocolOf(port)),
      {
        where,
        message: `port ${port.port} leads to ${protocolOf(port)} port ${targetOf(port)}, which no container of ${nameOf(workload.manifest)} declares`,
        fix: `use one of ${declared.map((candidate) => `${candidate.name ?? '(no name)'} ${candidate.containerPort}`).join(', ') || 'its ports: it declares none'}`,
      },
    ),
  );
}

function portNames(where: string, { ports = [] }: V1ServiceSpec): Finding[] {
  if (ports.length < 2) return [];
  const names = ports.map((port) => port.name ?? '');
  const fix = 'give each port of the Service a unique name';
  return [
    ...demand(!names.includes(''), { where, message: `some of its ${ports.length} ports have no name`, fix }),
    ...duplicates(names).map((name) => ({ where, message: `two of its ports are named '${name}'`, fix })),
  ];
}

/** A port name that two containers of a pod share is ambiguous. */
function containerPorts(workload: Workload): Finding[] {
  const ports = portsOf(workload);
  const fix = 'give each port of the pod a unique name and number';
  return [
    ...duplicates(ports.flatMap(({ name }) => (name ? [name] : []))).map((name) => ({
      where: workload.where,
      message: `two ports of its pod are named '${name}'`,
      fix,
    })),
    ...duplicates(ports.map((port) => `${protocolOf(port)} ${port.containerPort}`)).map((port) => ({
      where: workload.where,
      message: `two containers of its pod declare ${port}`,
      fix,
    })),
  ];
}

const duplicates = (values: readonly string[]): string[] => [...new Set(values.filter((value, index) => value && values.indexOf(value) !== index))];
