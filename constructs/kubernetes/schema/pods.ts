// Everyday settings of pods: for all pods of a platform, and for those of one component.
import * as v from 'valibot';
import { address } from './addresses';
import { affinity } from './affinity';
import { condition, where, whereIs } from './condition';
import { addedAnnotations, addedLabels, dnsDomain, labelKey, labelValue, printable, subdomain } from './fields';
import { type Data, described, integer, list, map, object, oneOf, optional, text } from './schema';

const toleration = v.pipe(
  object({
    key: optional(labelKey('Key of the taint.', "it must be a taint's key, such as 'dedicated'")),
    operator: optional(oneOf('`Equal` compares the value, `Exists` matches any value.', ['Equal', 'Exists'])),
    value: optional(text('Value of the taint.', /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, "it must be a taint's value", 63)),
    effect: optional(oneOf('Effect of the taint. @default all effects', ['NoSchedule', 'PreferNoSchedule', 'NoExecute'])),
    tolerationSeconds: optional(integer('Seconds that the pod stays on a node with a NoExecute taint.', 0)),
  }),
  v.forward(
    condition(
      ({ key, operator }) => key !== undefined || operator === 'Exists',
      "it must be 'Exists' if there is no key",
      where({ not: { required: ['key'] } }, { properties: { operator: { const: 'Exists' } }, required: ['operator'] }),
    ),
    ['operator'],
  ),
  v.forward(
    condition(
      ({ operator, value }) => operator !== 'Exists' || !value,
      "it must be omitted if the operator is 'Exists'",
      whereIs('operator', ['Exists'], { properties: { value: { const: '' } } }),
    ),
    ['value'],
  ),
  v.forward(
    condition(
      ({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === 'NoExecute',
      "it requires the effect 'NoExecute'",
      where({ required: ['tolerationSeconds'] }, { properties: { effect: { const: 'NoExecute' } }, required: ['effect'] }),
    ),
    ['tolerationSeconds'],
  ),
);

const withNumber = ['ndots', 'timeout', 'attempts'];
const wholeNumber = /^[0-9]{1,3}$/;

const resolverOption = v.pipe(
  object({ name: printable('Name of the option, such as ndots.', 1), value: optional(printable('Its value, as text.')) }),
  v.forward(
    condition(
      ({ name, value = '' }) => !withNumber.includes(name) || wholeNumber.test(value),
      "it must be a whole number as text, such as '2'",
      whereIs('name', withNumber, { properties: { value: { pattern: wholeNumber.source } }, required: ['value'] }),
    ),
    ['value'],
  ),
);

const dnsConfig = object({
  nameservers: optional(
    v.pipe(
      list('Addresses of further DNS servers, at most three. The pods may reach their port 53.', address('Address.')),
      v.maxLength(3, 'it must have at most three items'),
    ),
  ),
  searches: optional(v.pipe(list('Search domains.', dnsDomain('Domain.')), v.maxLength(32, 'it must have at most 32 items'))),
  options: optional(list('Options of the resolver.', resolverOption)),
});

export const podSettings = object({
  labels: optional(addedLabels('Labels added to the pods.')),
  annotations: optional(addedAnnotations('Annotations added to the pods.')),
  nodeSelector: optional(map('Labels that a node must have.', labelKey('Key of the label.'), labelValue('Value of the label.'))),
  tolerations: optional(list('Node taints that the pods tolerate.', toleration)),
  affinity: optional(affinity),
  priorityClassName: optional(subdomain('PriorityClass of the pods; it must exist.', "a PriorityClass' name")),
  runtimeClassName: optional(subdomain('RuntimeClass of the pods; it must exist.', "a RuntimeClass' name")),
  imagePullSecrets: optional(
    list('Secrets with the credentials of registries; they must exist in the namespace.', subdomain('Name of the Secret.', "a Secret's name")),
  ),
  dnsConfig: optional(described('Resolver settings of the pods, in addition to those of the cluster.', dnsConfig)),
  zones: optional(
    oneOf('Spread over zones, if no zone keeps it even: `preferred` schedules the pod regardless, `required` keeps it pending. @default preferred', [
      'preferred',
      'required',
    ]),
  ),
  certificateAuthorities: optional(
    described(
      "Certificates that the platform's own programs trust instead of those of the image: include your own and the public ones.",
      object({
        configMap: subdomain('Name of the ConfigMap; it must exist in the namespace.', "a ConfigMap's name"),
        key: text('Key that holds the certificates in PEM.', /^[-_a-zA-Z0-9][-._a-zA-Z0-9]*$/, "it must be a ConfigMap's key, such as 'ca.crt'"),
      }),
    ),
  ),
});

export type PodSettings = Data<typeof podSettings>;

/** Labels and annotations of objects that other programs select or read, such as Services and monitors. */
export const objectSettings = object({
  labels: optional(addedLabels('Labels added to the objects.')),
  annotations: optional(addedAnnotations('Annotations added to the objects.')),
});

export type ObjectSettings = Data<typeof objectSettings>;

/** Metadata of an object: its own labels, with the labels and annotations of the settings. */
export function withSettings(labels: Readonly<Record<string, string>>, ...settings: readonly (ObjectSettings | undefined)[]) {
  const annotations = Object.assign({}, ...settings.map((each) => each?.annotations)) as Record<string, string>;
  return {
    labels: Object.assign({}, ...settings.map((each) => each?.labels), labels) as Record<string, string>,
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}

/** Merges the settings of a platform's pods with those of one component: maps and lists are combined; for single values, the component's wins. */
export function mergedSettings(platform: PodSettings = {}, component: PodSettings = {}): PodSettings {
  return {
    ...platform,
    ...component,
    ...both('labels', platform, component),
    ...both('annotations', platform, component),
    ...both('nodeSelector', platform, component),
    ...lists('tolerations', platform, component),
    ...lists('imagePullSecrets', platform, component),
  };
}

const both = (key: 'labels' | 'annotations' | 'nodeSelector', platform: PodSettings, component: PodSettings) =>
  platform[key] || component[key] ? { [key]: { ...platform[key], ...component[key] } } : {};

/** The items of both; one that both have stands there once. */
const lists = (key: 'tolerations' | 'imagePullSecrets', platform: PodSettings, component: PodSettings) =>
  platform[key] || component[key]
    ? { [key]: [...new Map([...(platform[key] ?? []), ...(component[key] ?? [])].map((item) => [JSON.stringify(item), item])).values()] }
    : {};
