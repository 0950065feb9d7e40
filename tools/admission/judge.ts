import { type Manifest, nameOf } from '../../model';
import { type Answer, type ApiServer, messageOf } from '../api-server/answer';
import { disputedFields } from './disputed';
import type { DistEnvironment, Document } from './dist';
import { inParallel } from './in-parallel';
import { Kinds, MissingDefinition } from './kinds';
import { podOf } from './pod';
import { prepare } from './prepare';

/** An object that the API server refuses or warns about. */
export interface Refusal {
  readonly file: string;
  /** `Kind/name`. */
  readonly object: string;
  /** The server's message. */
  readonly message: string;
}

export interface Judgement {
  /** Objects and pods that were admitted without a warning. */
  readonly admitted: number;
  readonly refused: readonly Refusal[];
}

const manager = 'ballast-admission';
const dryRun = `dryRun=All&fieldValidation=Strict&fieldManager=${manager}`;

/** Validates every object of an environment and the pods of its workloads on the server. Only namespaces and definitions remain there. */
export async function judge(api: ApiServer, { documents }: DistEnvironment): Promise<Judgement> {
  const unfit = await prepare(api, documents);
  const objects = documents.filter((document) => !unfit.has(document));
  const pods = documents.map(podOf).filter((pod) => pod !== undefined);
  const kinds = new Kinds(api);
  const problems = await inParallel(8, [
    ...objects.map((document) => () => judgeObject(api, kinds, document)),
    ...pods.map((pod) => () => judgePod(api, pod)),
  ]);
  const judged = [...unfit, ...[...objects, ...pods].map((document, index) => [document, problems[index] ?? []] as const)];
  return {
    admitted: judged.filter(([, messages]) => messages.length === 0).length,
    refused: judged.flatMap(([document, messages]) =>
      messages.length === 0 ? [] : [{ file: document.file, object: nameOf(document.manifest), message: messages.join('; ') }],
    ),
  };
}

/**
 * Server-side apply, as `kubectl apply --server-side --dry-run=server`. If the cluster already has an object with this name, perhaps of another
 * environment, the server validates the change and refuses changes of immutable fields. So a refused object is sent again as a new one: the
 * server reports that the name exists only if everything else is valid.
 */
async function judgeObject(api: ApiServer, kinds: Kinds, { manifest, text }: Document): Promise<string[]> {
  try {
    const collection = await kinds.collectionOf(manifest);
    const path = `${collection}/${manifest.metadata.name}?force=true&${dryRun}`;
    const applied = await api.request('PATCH', path, { type: 'application/apply-patch+yaml', text });
    if (applied.status !== 422) return [...problemsOf(applied), ...disputesOf(manifest, applied)];
    return problemsOf(await api.request('POST', `${collection}?${dryRun}`, { type: 'application/yaml', text }));
  } catch (error) {
    if (error instanceof MissingDefinition) return [error.message];
    throw error;
  }
}

/** Pod Security refuses Pods, but only warns about objects that create them. */
async function judgePod(api: ApiServer, { manifest, text }: Document): Promise<string[]> {
  const path = `/api/v1/namespaces/${manifest.metadata.namespace ?? 'default'}/pods?${dryRun}`;
  const create = () => api.request('POST', path, { type: 'application/json', text });
  let answer = await create();
  // A controller creates the default ServiceAccount of a new namespace a moment later.
  for (let attempt = 0; attempt < 40 && answer.status === 403 && /serviceaccount "default" not found/.test(messageOf(answer)); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    answer = await create();
  }
  return problemsOf(answer);
}

/** Fields that dist must render although they are defaults. */
const disputesOf = (manifest: Manifest, { body }: Answer): string[] => {
  const fields = disputedFields(manifest, body, manager);
  return fields.length === 0
    ? []
    : [`Argo CD would report it as out of sync for ever, because the API server adds ${fields.join(', ')}; render them`];
};

/** Every warning counts: a deprecated version, a duplicate or a pod that is not restricted must be fixed here, not on the cluster. */
function problemsOf(answer: Answer): string[] {
  const accepted = answer.status < 300 || answer.body.reason === 'AlreadyExists';
  return accepted ? answer.warnings.map((warning) => `warning: ${warning}`) : [messageOf(answer)];
}
