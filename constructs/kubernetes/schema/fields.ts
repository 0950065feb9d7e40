// The formats of single values that Kubernetes accepts, defined once for data, props and Helm values.
import * as v from 'valibot';
import { pins, tagPatterns } from '../../../model';
import { range } from './addresses';
import { condition, type JsonSchema, unlike } from './condition';
import { described, list, map, object, optional, text } from './schema';

/** A port in text, from 1 to 65535. */
export const portPattern = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
/** Pattern of a DNS subdomain. */
export const domain = `${label}(\\.${label})*`;

/** A DNS label of RFC 1035: valid as the name of any Kubernetes object, including a Service. */
export const name = (description: string, maximum = 63) =>
  text(
    description,
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    `it must be a DNS label: lower-case letters, digits and '-', beginning with a letter, at most ${maximum} characters`,
    maximum,
  );

/** A DNS subdomain: the name of a StorageClass, a Secret, a PriorityClass and others. */
export const subdomain = (description: string, what = 'a name') =>
  text(description, new RegExp(`^${domain}$`), `it must be ${what}: lower-case letters, digits, '-' and '.', at most 253 characters`);

export const dnsDomain = (description: string) => text(description, new RegExp(`^${domain}$`), "it must be a DNS domain such as 'cluster.local'");

const hostPattern = `(${label}\\.)+([a-z]{2,63}|xn--[-a-z0-9]{0,57}[a-z0-9])`;

/** A fully qualified host name; an internationalized name must be in punycode (xn--...). */
export const host = (description: string) => text(description, new RegExp(`^${hostPattern}$`), "it must be a DNS name such as 'shop.example.com'");

/** A host of an Ingress: a name, or all names of one more label. */
export const ingressHost = (description: string) =>
  text(description, new RegExp(`^(\\*\\.)?${hostPattern}$`), "it must be a DNS name such as 'shop.example.com' or '*.example.com'");

/** A namespace of the platform or of its peers. */
export const namespace = (description: string) => name(description);

/** A duration in hours, minutes and seconds. */
export const duration = (description: string) => {
  const remedy = "it must be a duration above zero, such as '1h' or '90s'";
  return v.pipe(text(description, /^([0-9]+h([0-9]+m)?([0-9]+s)?|[0-9]+m([0-9]+s)?|[0-9]+s)$/, remedy, 32), unlike(/^[0hms]+$/, remedy));
};

export const port = (description: string, minimum = 1) => {
  const remedy = `it must be a whole number from ${minimum} to 65535`;
  return v.pipe(v.number(remedy), v.integer(remedy), v.minValue(minimum, remedy), v.maxValue(65535, remedy), v.description(description));
};

const keyPattern = new RegExp(`^(${domain}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`);
const keyMaximum = 253 + 1 + 63;

export const labelKey = (description: string, remedy = "it must be a label's key, such as 'release' or 'example.com/team'") =>
  text(description, keyPattern, remedy, keyMaximum);

export const labelValue = (description: string) =>
  text(
    description,
    /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
    "it must be a label's value: letters, digits, '-', '_' and '.', at most 63",
    63,
  );

/** Labels that Ballast or a store's own programs set; selectors depend on them. */
const owned =
  /^(app\.kubernetes\.io\/(name|instance|component|part-of|managed-by)|role|(batch\.kubernetes\.io\/)?(job-name|controller-uid)|statefulset\.kubernetes\.io\/.*|controller-revision-hash|pod-template-hash)$/;

/** Labels that are added to objects. */
export const addedLabels = (description: string) =>
  map(
    description,
    v.pipe(labelKey('Key of the label.'), unlike(owned, 'Ballast or Kubernetes sets this label; choose another key')),
    labelValue('Value of the label.'),
  );

/** In bytes: half of what Kubernetes allows for an object, because the platform's annotations and those of a component add up. */
const annotationsMaximum = 128 * 2 ** 10;

/** Annotations that are added to objects. */
export const addedAnnotations = (description: string) =>
  v.pipe(
    annotationMap(description),
    condition(
      (annotations) => Buffer.byteLength(Object.entries(annotations).flat().join('')) <= annotationsMaximum,
      'it must have at most 128 KiB of keys and values',
      {}, // the API server refuses objects with more than 256 KiB
    ),
  );

const annotationMap = (description: string) =>
  map(
    description,
    v.pipe(
      text('Key of the annotation.', keyPattern, "it must be an annotation's key, such as 'example.com/team'", keyMaximum),
      unlike(/^checksum\//, 'Ballast sets this annotation; choose another key'),
    ),
    v.pipe(
      v.string('it must be text'),
      v.regex(/^([^\p{Cc}\p{Zl}\p{Zp}]|[\n\t])*$/u, 'it must be text without control characters other than line feeds and tabs'),
      v.description('Value of the annotation; it may have several lines.'),
    ),
  );

/** Labels of a selector: at least one, because an empty selector matches everything. */
export const selectingLabels = (description: string) => map(description, labelKey('Key of the label.'), labelValue('Value of the label.'), 1);

/** Text without control characters. */
export const printable = (description: string, minimum = 0) => {
  const remedy = minimum > 0 ? 'it must be non-empty text' : 'it must be text';
  return v.pipe(
    v.string(remedy),
    v.minLength(minimum, remedy),
    v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'it must be a single line without control characters'),
    v.description(description),
  );
};

const tagPattern = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const pathPart = '[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*';
const repositoryPattern = `(${domain}(:${portPattern})?/)?${pathPart}(/${pathPart})*`;
/** Runtimes read the first part of an image's name as a registry only if it has a dot or a port, or is localhost. */
const registryPattern = `(${label}(\\.${label})+(:${portPattern})?|${label}:${portPattern}|localhost)`;

/** Host of a registry, as it appears in the names of images. */
export const registry = (description: string) =>
  text(description, new RegExp(`^${registryPattern}$`), "it must be a registry's host, such as 'docker.io' or 'registry.example.com:5000'");

/** Host of a registry with an optional path. */
export const mirror = (description: string) =>
  text(
    description,
    new RegExp(`^${registryPattern}(/${pathPart})*$`),
    "it must be a host with an optional path, such as 'registry.example.com/docker-hub'; the host has a dot or a port, or is localhost",
  );

const pinRemedy = "it must have a tag of one fixed version, such as '1.4.2'; tags such as 'stable', 'alpine' and '7' move";

/** The same as `pins` in JSON Schema, for texts in which the tag follows a pattern. */
const pinned = (before: string): JsonSchema => {
  const { latest, versions, moving, builds, commit, commitDigit } = tagPatterns;
  const like = (source: string) => ({ pattern: `${before}${source}$` });
  const version = { anyOf: versions.map(like), not: like(moving) };
  return { not: like(latest), anyOf: [...builds.map(like), { allOf: [like(commit), like(commitDigit)] }, version] };
};

export const tag = (description: string) =>
  v.pipe(
    text(description, new RegExp(`^${tagPattern}$`), "it must be an image's tag, such as '4.1-p2'", 128),
    condition(pins, pinRemedy, { if: pinned('^'), else: { const: pinRemedy } }),
  );

export const repository = (description: string) =>
  text(description, new RegExp(`^${repositoryPattern}$`), "it must be an image's repository, such as 'docker.io/library/redis'");

export const image = (description: string) =>
  v.pipe(
    text(
      description,
      new RegExp(`^${repositoryPattern}(:${tagPattern}|(:${tagPattern})?@sha256:[0-9a-f]{64})$`),
      "it must be an image with its tag or digest, such as 'ghcr.io/shopfds/ecommerce:1.0.0'",
      512,
    ),
    condition((value) => value.includes('@') || pins(value.slice(value.lastIndexOf(':') + 1)), pinRemedy, {
      if: { anyOf: [{ pattern: '@' }, pinned(':')] },
      else: { const: pinRemedy },
    }),
  );

const digest = (description: string) => text(description, /^sha256:[0-9a-f]{64}$/, "it must be 'sha256:' and 64 digits of base 16 in lower case", 71);

/** An image of the catalogue, whose repository, tag or digest may be replaced. */
export const catalogueImage = (description: string, image: { readonly repository: string; readonly version: string }) =>
  optional(
    described(
      description,
      object({
        repository: optional(repository('Repository of the image.'), image.repository),
        tag: optional(tag('Tag of the image.'), image.version),
        digest: optional(digest('Digest of the image, in addition to its tag. The container runtime pulls by digest and ignores the tag.')),
      }),
    ),
    {},
  );

export const secretKey = (description: string) =>
  described(
    description,
    object({
      secret: subdomain('Name of the Secret.', "a Secret's name"),
      key: text(
        'Key in the Secret.',
        /^([-_a-zA-Z0-9]|\.[-_a-zA-Z0-9])[-._a-zA-Z0-9]*$/,
        "it must be letters, digits, '-', '_' and '.', not beginning with '..'",
      ),
    }),
  );

/** Pods of a peer, and its addresses if it runs outside of the pod network. */
export const podPeer = (description: string) => described(description, object(podPeerEntries()));

export const podPeerEntries = () => ({
  namespace: namespace('Namespace of its pods.'),
  labels: selectingLabels('Labels that select its pods.'),
  cidrs: optional(list('Further addresses, for a peer that uses the network of its nodes.', range('Range of addresses.'), 1)),
});
