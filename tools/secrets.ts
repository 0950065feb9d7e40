// `make secrets`: creates the missing Secrets of an environment with random values, in the cluster that KUBECONFIG names. Only for trials, because
// nobody keeps a copy. It checks all Secrets first, and creates none if one of them must not be created.
import { randomBytes } from 'node:crypto';
import { platforms } from '../charts/platforms';
import type { SecretRecord } from '../model';
import { type ApiServer, messageOf } from './api-server/answer';
import { connectToApiServer } from './api-server/connect';
import { chosen, type Found, refusals, secretManifest } from './missing-secrets';

/** An object, or undefined if it does not exist. */
async function get(api: ApiServer, path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await api.request('GET', path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(`${api.server}: GET ${path}: ${messageOf(answer)}`);
  return answer.body;
}

async function look(api: ApiServer, record: SecretRecord): Promise<Found> {
  const namespace = `/api/v1/namespaces/${record.namespace}`;
  const secret = await get(api, `${namespace}/secrets/${record.name}`);
  const claims: string[] = [];
  for (const claim of record.claims) if (await get(api, `${namespace}/persistentvolumeclaims/${claim}`)) claims.push(claim);
  return { record, namespaceExists: (await get(api, namespace)) !== undefined, keys: secret && Object.keys(secret.data ?? {}), claims };
}

async function create(api: ApiServer, record: SecretRecord): Promise<string> {
  const text = JSON.stringify(secretManifest(record, () => randomBytes(24).toString('hex')));
  const answer = await api.request('POST', `/api/v1/namespaces/${record.namespace}/secrets`, { type: 'application/json', text });
  if (answer.status < 300) return 'created';
  if (answer.body.reason === 'AlreadyExists') return 'exists'; // created by somebody else in the meantime
  throw new Error(`${api.server}: Secret ${record.namespace}/${record.name}: ${messageOf(answer)}`);
}

async function main(): Promise<void> {
  const model = chosen(platforms, process.argv.slice(2));
  const api = await connectToApiServer();
  const found: Found[] = [];
  for (const record of model.secrets) found.push(await look(api, record));
  const reasons = refusals(model, found);
  if (reasons.length > 0) throw new Error(`no Secret was created:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
  for (const { record, keys } of found) {
    console.log(`[OK] Secret ${record.namespace}/${record.name} ${keys ? 'exists' : await create(api, record)}`);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`[FAIL] ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  },
);
