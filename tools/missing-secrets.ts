import { type Model, nameOf, type SecretRecord } from '../model';

/** What the cluster has of one Secret that pods read. */
export interface Found {
  readonly record: SecretRecord;
  readonly namespaceExists: boolean;
  /** Keys of the Secret; undefined where there is none. */
  readonly keys?: readonly string[];
  /** Those of its claims that exist: volumes whose data was made with it. */
  readonly claims: readonly string[];
}

/** Why nothing may be created, a line each; nothing where all is well. */
export function refusals(model: Model, found: readonly Found[]): string[] {
  const namespaces = new Set(found.filter(({ namespaceExists }) => !namespaceExists).map(({ record }) => record.namespace));
  // Another Secret of the same volume is there: this one may be new, for a database that was added.
  const kept = new Set(found.filter(({ keys }) => keys).flatMap(({ record }) => record.claims.map((claim) => `${record.namespace}/${claim}`)));
  return [...[...namespaces].map((namespace) => namespaceIsMissing(model, namespace)), ...found.flatMap((one) => secretIsUnfit(one, kept))];
}

function namespaceIsMissing({ platform, environment, files }: Model, namespace: string): string {
  const file = files.find(({ objects }) => objects.some(({ manifest }) => nameOf(manifest) === `Namespace/${namespace}`));
  const create = file ? `kubectl apply -f dist/${platform}/${environment}/${file.name}` : `kubectl create namespace ${namespace}`;
  return `namespace ${namespace} does not exist; create it first: ${create}`;
}

function secretIsUnfit({ record, keys, claims }: Found, kept: ReadonlySet<string>): string[] {
  const where = `Secret ${record.namespace}/${record.name}`;
  if (keys) {
    const lacking = record.keys.filter((key) => !keys.includes(key));
    return lacking.length === 0 ? [] : [`${where} exists without ${lacking.join(', ')}, which ${record.readers.join(', ')} read; add them to it`];
  }
  const lost = claims.filter((claim) => !kept.has(`${record.namespace}/${claim}`));
  return lost.map(
    (claim) =>
      `${where} is missing, but volume claim ${claim} exists: its data was made with the lost Secret; restore the Secret, or delete the claim and its data`,
  );
}

/** The Secret, with a value for each key that pods read. */
export const secretManifest = ({ namespace, name, keys }: SecretRecord, value: () => string): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  stringData: Object.fromEntries(keys.map((key) => [key, value()])),
});

interface Buildable {
  readonly name: string;
  readonly environments: readonly string[];
  build(environment: string): Model;
}

/** The model that the arguments name. */
export function chosen(platforms: readonly Buildable[], [platform = '', environment = '']: readonly string[]): Model {
  const known = platforms.map(({ name, environments }) => `${name} (${environments.join(', ')})`).join('; ');
  const found = platforms.find(({ name }) => name === platform);
  if (!found) throw new Error(`PLATFORM is '${platform}'; it must be one of, with its environments: ${known}`);
  if (!found.environments.includes(environment)) {
    throw new Error(`ENVIRONMENT is '${environment}'; ${platform} has ${found.environments.join(', ')}`);
  }
  return found.build(environment);
}
