// README.md of a chart.
import type { HelmChart, Platform } from '../../constructs/kubernetes';
import type { Model, PlainMap } from '../../model';
import { secretTable } from '../docs/secrets';
import { kubeVersion } from './chart-yaml';
import { type Described, valuesTable } from './values-table';

/** @param values those of values.yaml */
export function readmeOf(platform: Platform, { usual, leftOut, description }: HelmChart, described: Described, values: PlainMap): string {
  const { name } = platform;
  const model = platform.build(usual);
  const others = platform.environments.filter((environment) => environment !== usual);
  return [
    `<!-- Ballast renders this chart from charts/${name}. Change that, then run make synth. -->`,
    `# ${name}`,
    '',
    `${description} The chart and the manifests in [dist](../../dist/${name}) are rendered from the same code and are equal, object by object.`,
    '',
    '## Install',
    '',
    `It needs Kubernetes ${kubeVersion.replace('>=', '').replace(/\.0-0$/, '')} or newer. The namespace is the release's. Names of objects do not depend on the release, so a namespace has one release.`,
    '',
    '```sh',
    `helm install ${name} helm/${name} -n ${name} --create-namespace   # the values of ${usual}; of another environment: -f helm/${name}/values-<environment>.yaml`,
    ...labels(name, model),
    `helm test ${name} -n ${name}   # the stores take writes, and the services answer; after a failure, the test's Pod has the log`,
    '```',
    '',
    `The values in \`values.yaml\` are those of the environment ${usual}${others.length > 0 ? `; ${listed(others.map((environment) => `\`values-${environment}.yaml\``))} ${others.length === 1 ? 'has' : 'have'} what other environments change` : ''}.`,
    '',
    `- Upgrade: \`helm upgrade ${name} helm/${name} -n ${name}\` with the same values files; stores restart pod by pod.`,
    `- Roll back: \`helm rollback ${name} -n ${name}\`. It changes objects, not data.`,
    `- Uninstall: \`helm uninstall ${name} -n ${name}\`. The volumes stay.`,
    '',
    'Details: [docs/helm.md](../../docs/helm.md).',
    '',
    ...operators(groupsIn(model)),
    '## Secrets',
    '',
    'With `secrets.source` `existing`, create these Secrets first, in the namespace of the release. With `external-secrets`, the store needs an entry `<secrets.path>/<Secret>` for each, with the keys as properties.',
    '',
    secretTable(ofRelease(model), ({ name: secret }) => secret),
    '',
    '## Values',
    '',
    `Defaults are the values of ${usual}. \`values.schema.json\` refuses all others than these. Some numbers shape the objects, so they have only the values that are listed; a change of these is made in charts/${name}/environments.ts, and the chart is rendered anew.`,
    '',
    valuesTable(described, values),
    '',
    ...(Object.keys(leftOut).length > 0
      ? ['## Not among the values', '', ...Object.entries(leftOut).map(([path, reason]) => `- \`${path}\`: ${reason}`), '']
      : []),
  ].join('\n');
}

/** A release decides the hash in the name of a Job that reads a Secret. */
const ofRelease = ({ secrets, given }: Model): Pick<Model, 'secrets' | 'given'> => ({
  secrets: secrets.map((secret) => ({ ...secret, readers: secret.readers.map((reader) => reader.replace(/^(Job\/.*)-[0-9a-f]{8}$/, '$1')) })),
  given,
});

/** The chart has no namespace of its own, and so not the labels by which the namespace in dist admits only restricted pods. */
function labels(platform: string, model: Model): string[] {
  const namespaces = model.files.flatMap(({ objects }) => objects.flatMap(({ manifest }) => (manifest.kind === 'Namespace' ? [manifest] : [])));
  const own = namespaces.find(({ metadata }) => metadata.name === platform);
  const level = own?.metadata.labels?.[enforced];
  return level === undefined ? [] : [`kubectl label namespace ${platform} ${enforced}=${level}   # all pods comply with it`];
}

const enforced = 'pod-security.kubernetes.io/enforce';

const groupsIn = (model: Model): string[] => {
  const groups = model.files.flatMap(({ objects }) => objects.map(({ manifest }) => manifest.apiVersion.split('/')[0] ?? ''));
  return [...new Set(groups)].filter((group) => group.includes('.') && (!group.endsWith('.k8s.io') || group.startsWith('gateway.'))).sort();
};

const operators = (groups: readonly string[]): string[] =>
  groups.length === 0
    ? []
    : [
        `With these values it has objects of ${listed(groups.map((group) => `\`${group}\``))}: install the CRDs of these operators first, or take the operators out of \`cluster.operators\` (\`--set-json 'cluster.operators=[]'\` for none) and choose another \`secrets.source\`, \`cluster.edge.kind\` and \`cluster.certificates.source\`.`,
        '',
      ];

const listed = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);
