// `make secrets`: creates the missing Secrets of an environment with random values. Only for trials, because nobody keeps a copy. It checks all
// Secrets first, and creates none if one of them must not be created.
import { randomBytes } from 'node:crypto';
import type { Model, SecretRecord } from '../../model';
import { type Found, refusals, secretManifest } from '../missing-secrets';
import { connect } from './cluster';
import { explained, type Kubectl, objectsOf } from './kubectl';
import { existing, refuseForeign } from './namespaces';
import type { Terminal } from './terminal';

interface Named {
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

export async function createSecrets(model: Model, kubectlOnPath: Kubectl, terminal: Terminal, context?: string): Promise<void> {
  const command = `make secrets PLATFORM=${model.platform} ENVIRONMENT=${model.environment}`;
  const { kubectl } = await connect(kubectlOnPath, terminal.print, { command, context });
  const namespaces = await existing(kubectl, [...new Set(model.secrets.map(({ namespace }) => namespace))]);
  refuseForeign(namespaces, model);
  const names = namespaces.map(({ metadata }) => metadata.name);
  const found: Found[] = [];
  for (const record of model.secrets) found.push(await look(kubectl, record, names.includes(record.namespace)));
  const reasons = refusals(model, found);
  if (reasons.length > 0) throw new Error(`no Secret was created:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
  terminal.left = 'the Secrets that were created stay; the same command creates the others';
  for (const { record, keys } of found) {
    terminal.print(`[OK] Secret ${record.namespace}/${record.name} ${keys ? 'exists' : await create(kubectl, record)}`);
  }
}

async function look(kubectl: Kubectl, record: SecretRecord, namespaceExists: boolean): Promise<Found> {
  if (!namespaceExists) return { record, namespaceExists, claims: [] };
  const get = (kind: string, names: readonly string[]) =>
    names.length === 0 ? Promise.resolve([]) : objectsOf<Named>(kubectl, ['get', kind, ...names, '-n', record.namespace]);
  const [secret] = await get('secrets', [record.name]);
  const claims = await get('persistentvolumeclaims', record.claims);
  return { record, namespaceExists, keys: secret && Object.keys(secret.data ?? {}), claims: claims.map(({ metadata }) => metadata.name) };
}

async function create(kubectl: Kubectl, record: SecretRecord): Promise<string> {
  const input = JSON.stringify(secretManifest(record, () => randomBytes(24).toString('hex')));
  try {
    await kubectl(['create', '-f', '-'], { input });
    return 'created';
  } catch (error) {
    if (String(error).includes('AlreadyExists')) return 'exists'; // created by somebody else in the meantime
    throw new Error(`Secret ${record.namespace}/${record.name}: ${explained(error)}`);
  }
}
