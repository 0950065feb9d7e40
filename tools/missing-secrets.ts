import { type Model, nameOf, type SecretRecord } from '../model';

/** The state of one Secret on the cluster. */
export interface Found {
  readonly record: SecretRecord;
  readonly namespaceExists: boolean;
  /** Keys of the Secret; undefined if it does not exist. */
  readonly keys?: readonly string[];
  /** Its existing claims: their data were created with the Secret. */
  readonly claims: readonly string[];
}

/** Reasons why no Secret may be created, one per line; empty if there are none. */
export function refusals(model: Model, found: readonly Found[]): string[] {
  const namespaces = new Set(found.filter(({ namespaceExists }) => !namespaceExists).map(({ record }) => record.namespace));
  // If another Secret of the same volume exists, this one may be new, for an added database.
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
    return lacking.length === 0 ? [] : [`${where} has no ${lacking.join(', ')}, which ${record.readers.join(', ')} read; add the missing keys`];
  }
  const lost = claims.filter((claim) => !kept.has(`${record.namespace}/${claim}`));
  return lost.map(
    (claim) =>
      `${where} is missing, but volume claim ${claim} exists, whose data were created with the lost Secret; restore the Secret, or delete the claim and its data`,
  );
}

/** The manifest of the Secret, with a value for each key that pods read. */
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
  if (!found) throw new Error(`PLATFORM is '${platform}'; it must be one of these, listed with their environments: ${known}`);
  if (!found.environments.includes(environment)) {
    throw new Error(`ENVIRONMENT is '${environment}'; it must be one of ${found.environments.join(', ')}`);
  }
  return found.build(environment);
}
