// What a user reads after `helm install`: NOTES.txt, made of a rendered model. It is projected like an object of the model, so that it follows from
// the values. Each section is projected by itself, with the empty line before it: equal lines in one text would be taken for one another.
import { type Manifest, type Model, nameOf } from '../../model';

/** In place of the release's name, which the model does not know. */
export const releaseMark = 'RELEASE_NAME';

const order = ['pods', 'access', 'secrets', 'after'] as const;

export type Section = (typeof order)[number];

/** Texts by section, of two lines or more each. */
export type Notes = Readonly<Partial<Record<Section, string>>>;

/** The notes for one set of values; the projection calls it with marks in the places of values. */
export function notesOf(model: Model): Notes {
  const manifests = model.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  const namespace = model.components[0]?.namespace ?? '';
  const sections: Record<Section, readonly string[]> = {
    pods: [
      `${model.platform} is installed in the namespace ${namespace}, in which NetworkPolicies now deny all other traffic, also of other pods.`,
      `Its components: ${model.components.map(({ id, kind }) => `${id} (${kind})`).join(', ')}.`,
      'Their pods wait for each other; it may take minutes until all are ready:',
      `  kubectl -n ${namespace} get pods`,
    ],
    access: accessTo(model, manifests),
    secrets: [...secretsToCreate(model, manifests), ...entriesToCreate(manifests)],
    after: [
      'Test it:',
      `  helm test ${releaseMark} -n ${namespace}`,
      'After `helm uninstall`, these stay: the volumes with the data, and the Secrets and ConfigMaps that pods and Jobs created. An installation',
      'in the same namespace continues with them. To delete all data, delete the namespace.',
    ],
  };
  return Object.fromEntries(
    order.flatMap((name, index) => (sections[name].length > 0 ? [[name, [...(index > 0 ? [''] : []), ...sections[name]].join('\n')]] : [])),
  );
}

/** The sections as one text, from the text of each. */
export const textOfNotes = (textOf: (section: Section) => string | undefined): string =>
  order
    .flatMap((section) => textOf(section) ?? [])
    .map((text) => `${text}\n`)
    .join('');

/** Hosts of the edge with the certificates that they need, and how to reach a service without it. */
function accessTo({ components, given }: Model, manifests: readonly Manifest[]): string[] {
  const hosts = manifests.flatMap(hostsIn).map((address) => `  ${address}`);
  const certificates = given
    .filter(({ keys }) => keys.includes('tls.crt'))
    .map(({ kind, namespace, name, keys, purpose }) => `  (create the ${kind} ${namespace}/${name} with ${keys.join(' and ')}: ${purpose})`);
  const forwards = components.flatMap(({ id, namespace }) => {
    const service = manifests.find((manifest) => nameOf(manifest) === `Service/${id}`);
    const http = (service?.spec.ports as readonly { name: string; port: number }[] | undefined)?.find(({ name }) => name === 'http');
    return http ? [`  kubectl -n ${namespace} port-forward service/${id} 8080:${http.port}   # then http://localhost:8080`] : [];
  });
  return hosts.length + forwards.length === 0 ? [] : ['Reach it, from outside at the address of the edge:', ...hosts, ...certificates, ...forwards];
}

/** Hosts and path prefixes that an object of the edge leads from, in the same form for each kind of edge. */
function hostsIn({ kind, spec, data }: Manifest): string[] {
  if (kind === 'Ingress') {
    const rules: readonly { readonly host: string; readonly http: { readonly paths: readonly { readonly path: string }[] } }[] = spec.rules;
    return rules.flatMap(({ host, http }) => http.paths.map(({ path }) => host + path));
  }
  if (kind === 'HTTPRoute') {
    const { hostnames = [], rules } = spec as HttpRoute;
    return hostnames.flatMap((host) => rules.flatMap(({ matches }) => matches.map(({ path }) => host + path.value)));
  }
  const lines = kind === 'ConfigMap' && typeof data.routes === 'string' ? data.routes.split('\n').map((line: string) => line.split(' ')) : [];
  let host = '';
  return lines.flatMap(([word, value]: string[]) => {
    if (word === 'host') host = value ?? '';
    return word === 'path' ? [`${host}${value}`] : [];
  });
}

interface HttpRoute {
  readonly hostnames?: readonly string[];
  readonly rules: readonly { readonly matches: readonly { readonly path: { readonly value: string } }[] }[];
}

/** Secrets that nothing creates. Those that settings of pods name are not here: the values say that they must exist. */
function secretsToCreate({ secrets }: Model, manifests: readonly Manifest[]): string[] {
  const isMaker = ({ kind, metadata }: Manifest) => kind === 'ExternalSecret' || metadata.labels?.['app.kubernetes.io/name'] === 'generated-secrets';
  if (secrets.length === 0 || manifests.some(isMaker)) return [];
  return [
    'Pods wait for these Secrets until you create them:',
    ...secrets.map(({ namespace, name, keys }) => `  ${namespace}/${name}: ${keys.join(', ')}`),
  ];
}

interface StoreEntry {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string };
}

/** What the operator reads from its store. */
function entriesToCreate(manifests: readonly Manifest[]): string[] {
  const external = manifests.filter(({ kind }) => kind === 'ExternalSecret').map(({ spec }) => spec.data as readonly StoreEntry[]);
  return external.length === 0
    ? []
    : [
        'Pods wait until the store of the External Secrets Operator has these entries, with these properties:',
        ...external.map((data) => `  ${data[0]?.remoteRef.key}: ${data.map(({ secretKey }) => secretKey).join(', ')}`),
      ];
}
