import { type Located, objectsOf, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';

/** Kinds whose names become host names or parts of them, and so must not contain dots. */
const labelKinds = ['Namespace', 'Service', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'];
/** StatefulSets append a hash of 10 characters and CronJobs a time of 11; the result must fit in 63. */
const shorterKinds = ['StatefulSet', 'CronJob'];

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** A Service's name is an RFC 1035 label: it begins with a letter. */
const serviceLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
/** A service name of RFC 6335. */
const portName = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

export const nameLength = definePolicy(
  'name-length',
  'The API server refuses names that are too long or invalid; it may admit a StatefulSet or CronJob with such a name, but its pods are never created.',
  (model) => [
    ...objectsOf(model).flatMap((object) => [...objectName(object), ...labelValues(object.where, object.manifest.metadata.labels ?? {})]),
    ...workloadsOf(model).flatMap(({ where, labels, containers }) => [
      ...labelValues(where, labels),
      ...containers.flatMap((located) => [
        ...name(located.where, 'the container name', located.container.name, 63, label),
        ...(located.container.ports ?? []).flatMap((port) => (port.name ? name(located.where, 'the port name', port.name, 15, portName) : [])),
      ]),
    ]),
  ],
);

function objectName({ manifest, where }: Located): Finding[] {
  const { kind, metadata } = manifest;
  if (/^(Cluster)?Role(Binding)?$/.test(kind)) return length(where, 'the name', metadata.name, 63); // these names may contain colons, as in `system:...`
  const shape = kind === 'Service' ? serviceLabel : labelKinds.includes(kind) ? label : subdomain;
  return name(where, 'the name', metadata.name, shorterKinds.includes(kind) ? 52 : 63, shape);
}

const labelValues = (where: string, labels: Readonly<Record<string, string>>): Finding[] =>
  Object.entries(labels).flatMap(([key, value]) => name(where, `label ${key}`, value, 63, labelValue));

const name = (where: string, what: string, value: string, maximum: number, shape: RegExp): Finding[] => [
  ...length(where, what, value, maximum),
  ...demand(shape.test(value), { where, message: `${what} '${value}' is invalid`, fix: `it must be ${shapes.get(shape)}` }),
];

const length = (where: string, what: string, value: string, maximum: number): Finding[] =>
  demand(value.length <= maximum, {
    where,
    message: `${what} '${value}' has ${value.length} characters`,
    fix: `it must have at most ${maximum}; shorten the ids of the components on its path`,
  });

const shapes = new Map([
  [label, "lower-case letters, digits and '-', with a letter or digit at both ends"],
  [serviceLabel, "lower-case letters, digits and '-', with a letter first and a letter or digit last"],
  [subdomain, "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part"],
  [labelValue, "letters, digits, '-', '_' and '.', with a letter or digit at both ends"],
  [portName, "lower-case letters, digits and single '-' between them, with at least one letter"],
]);
