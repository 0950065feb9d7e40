// A fake kubectl and a fake terminal: tests say what a cluster answers, and read what a command called and printed.
import type { Manifest, Model } from '../../../model';
import type { Kubectl } from '../../../tools/everyday/kubectl';
import type { Terminal } from '../../../tools/everyday/terminal';

/** Answers by the beginning of the command line; the longest beginning applies. A text beginning with `!` is an error of kubectl. */
export type Answers = Readonly<Record<string, string | object | (() => string | object)>>;

export interface FakeKubectl {
  readonly kubectl: Kubectl;
  /** Command lines in order, without the context. */
  readonly calls: string[];
  /** Texts that it got on standard input. */
  readonly inputs: string[];
}

export const config = (context = 'kind-shop') => ({ 'current-context': context, clusters: [{ cluster: { server: 'https://127.0.0.1:6443' } }] });

/** Answers of a cluster on one's own machine that answers, and where nothing else exists. */
const usual: Answers = {
  'config view': config(),
  'get --raw /version': { major: '1', minor: '34', gitVersion: 'v1.34.1' },
  get: '',
  'get storageclasses': {
    kind: 'List',
    items: [{ metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }],
  },
};

export function fakeKubectl(answers: Answers = {}): FakeKubectl {
  const all: Answers = { ...usual, ...answers };
  const calls: string[] = [];
  const inputs: string[] = [];
  const kubectl: Kubectl = async (args, options) => {
    const line = args.filter((arg) => !arg.startsWith('--context=')).join(' ');
    calls.push(line);
    if (options?.input !== undefined) inputs.push(options.input);
    const [key] = Object.keys(all)
      .filter((each) => line.startsWith(each))
      .sort((a, b) => b.length - a.length);
    const given = key === undefined ? '!error: unknown command' : all[key];
    const answer = typeof given === 'function' ? given() : (given ?? '');
    if (typeof answer !== 'string') return JSON.stringify(answer);
    if (answer.startsWith('!')) throw new Error(`kubectl ${line}: exit 1: ${answer.slice(1)}`);
    return answer;
  };
  return { kubectl, calls, inputs };
}

export interface FakeTerminal extends Terminal {
  readonly lines: string[];
  /** The lines of each `show`. */
  readonly shown: (readonly string[])[];
}

/** Time passes only while it sleeps. */
export function fakeTerminal(answer?: string): FakeTerminal {
  const lines: string[] = [];
  const shown: (readonly string[])[] = [];
  let now = 0;
  return {
    lines,
    shown,
    left: 'nothing was changed',
    print: (line) => void lines.push(line),
    show: (each) => void shown.push(each),
    ask: async () => answer,
    now: () => now,
    sleep: async (seconds) => {
      now += seconds * 1000;
    },
  };
}

const labels = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name });

/** A workload of the model with the labels and ports of its pods. */
export const workload = (kind: string, name: string, spec: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'shop', labels: labels(name) },
  spec: {
    replicas: 1,
    ...(kind === 'Job' ? {} : { selector: { matchLabels: labels(name) } }),
    template: { metadata: { labels: labels(name) } },
    ...spec,
  },
});

/** A platform `shop` with a database and a web service. */
export const model: Model = {
  platform: 'shop',
  environment: 'dev',
  edgeCidrs: [],
  files: [
    { name: '00-namespaces.yaml', objects: [{ manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, path: '', lost: [] }] },
    {
      name: '10-data.yaml',
      objects: [
        workload('StatefulSet', 'db', { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }),
        workload('Deployment', 'web'),
      ].map((manifest) => ({ manifest, path: '', lost: [] })),
    },
  ],
  components: [
    { kind: 'postgres', id: 'db', namespace: 'shop', workloads: ['StatefulSet/db'], claims: ['data-db-0'], endpoints: [] },
    { kind: 'web-service', id: 'web', namespace: 'shop', workloads: ['Deployment/web'], claims: [], endpoints: [] },
  ],
  connections: [],
  apiServerCidrs: [],
  secrets: [{ namespace: 'shop', name: 'db', keys: ['password'], readers: ['StatefulSet/db'], claims: ['data-db-0'] }],
  alerts: [],
  given: [],
  contents: [],
};

/** An existing namespace, of that environment. */
export const namespace = (environment?: string, more: object = {}) => ({
  kind: 'Namespace',
  metadata: { name: 'shop', ...(environment ? { labels: { 'ballast/environment': environment } } : {}), ...more },
});

/** What the cluster says of a workload, ready or not. */
export const live = (kind: string, name: string, ready = 1, more: object = {}) => ({
  kind,
  metadata: { name, namespace: 'shop', generation: 1 },
  spec: { replicas: 1 },
  status: { observedGeneration: 1, readyReplicas: ready, availableReplicas: ready, updatedReplicas: 1, succeeded: ready, ...more },
});

/** A pod of a workload; ready unless its status says otherwise. */
export const pod = (of: string, name: string, status: object = {}, metadata: { labels?: object; deletionTimestamp?: string } = {}) => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ...metadata, labels: { ...labels(of), ...metadata.labels } },
  spec: { nodeName: 'node-1' },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], ...status },
});

/** The status of a pod with a container that is not ready. */
export const withContainer = (state: object, more: object = {}) => ({
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [{ name: 'main', image: 'docker.io/library/main:1', ready: false, restartCount: 0, state, ...more }],
});

export const list = (...items: readonly object[]) => ({ kind: 'List', items });

/** Key of the answer with everything in the namespace. */
export const everything = 'get statefulsets';
