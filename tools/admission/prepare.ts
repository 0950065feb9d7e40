import { type ApiServer, messageOf } from '../api-server/answer';
import type { Document } from './dist';

/** Documents that could not be prepared, with the reasons. */
export type Unfit = ReadonlyMap<Document, readonly string[]>;

const podSecurity = 'pod-security.kubernetes.io/';

/**
 * Permanently creates the missing namespaces and definitions of custom resources, because a dry run needs them. It never changes existing ones;
 * a namespace with another Pod Security standard than in dist is a failure.
 */
export async function prepare(api: ApiServer, documents: readonly Document[]): Promise<Unfit> {
  const unfit = new Map<Document, readonly string[]>();
  for (const document of documents) {
    const problem = await prepareOne(api, document);
    if (problem) unfit.set(document, [problem]);
  }
  return unfit;
}

async function prepareOne(api: ApiServer, document: Document): Promise<string | undefined> {
  const { kind } = document.manifest;
  if (kind === 'Namespace') return prepareNamespace(api, document);
  if (kind === 'CustomResourceDefinition') {
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    return (await create(api, path, document)) ?? established(api, `${path}/${document.manifest.metadata.name}`);
  }
  return undefined;
}

/** @returns the server's refusal; undefined if the object exists now */
async function create(api: ApiServer, path: string, { text }: Document): Promise<string | undefined> {
  const answer = await api.request('POST', `${path}?fieldValidation=Strict&fieldManager=ballast-admission`, { type: 'application/yaml', text });
  return answer.status < 300 || answer.body.reason === 'AlreadyExists' ? undefined : messageOf(answer);
}

/** A namespace that is being deleted admits nothing, so this waits for its end and creates it again. */
async function prepareNamespace(api: ApiServer, document: Document): Promise<string | undefined> {
  const path = '/api/v1/namespaces';
  const { name } = document.manifest.metadata;
  for (let attempt = 0; attempt < 120; attempt++) {
    const refusal = await create(api, path, document);
    if (refusal) return refusal;
    const answer = await api.request('GET', `${path}/${name}`);
    const { deletionTimestamp, labels = {} } = (answer.body.metadata ?? {}) as Labelled;
    if (answer.status === 200 && !deletionTimestamp) return sameStandard(labels, document.manifest.metadata.labels ?? {});
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return `namespace ${name} is still being deleted after a minute; find the reason with kubectl get namespace ${name} -o yaml`;
}

interface Labelled {
  readonly labels?: Labels;
  readonly deletionTimestamp?: string;
}
type Labels = Readonly<Record<string, string>>;

function sameStandard(there: Labels, wanted: Labels): string | undefined {
  const keys = new Set([...Object.keys(there), ...Object.keys(wanted)].filter((key) => key.startsWith(podSecurity)));
  const different = [...keys].filter((key) => there[key] !== wanted[key]);
  if (different.length === 0) return undefined;
  const show = (labels: Labels) => different.map((key) => `${key}=${labels[key] ?? '(none)'}`).join(', ');
  return `the namespace has ${show(there)} on the cluster and ${show(wanted)} in dist, so another standard would apply to its pods; apply this file first`;
}

async function established(api: ApiServer, path: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const { body } = await api.request('GET', path);
    const { conditions = [] } = (body.status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
    if (conditions.some(({ type, status }) => type === 'Established' && status === 'True')) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return 'the server did not establish the definition within 10 s';
}
