import type { Manifest } from '../../model';

// The second roles of applications and readers, between which a rotation of passwords moves the clients.

/** A role that logs in with a password, as the file 'roles' names it. */
export interface LoginRole {
  readonly name: string;
  readonly secret: string;
  readonly key: string;
}

/** A role of an application or a reader, with the second one. */
export interface Pair {
  readonly first: LoginRole;
  readonly second: LoginRole;
}

type Files = Readonly<Record<string, string>>;

const folder = '/etc/ballast-secrets/';

function readRole(line: string): LoginRole {
  const [name = '', path = ''] = line.split(' ');
  const [secret = '', key = ''] = path.replace(folder, '').split('/');
  return { name, secret, key };
}

const second = ({ name, secret, key }: LoginRole): LoginRole => ({ name: `${name}2`, secret: `${secret}2`, key });

/** The pairs of a database. */
function pairsOfDatabase(database: string, roles: string): readonly Pair[] {
  const wanted = [`${database}_app`, `${database}_reader`];
  const found = roles.split('\n').filter((line) => wanted.includes(line.split(' ')[0] ?? ''));
  if (found.length !== wanted.length) throw new Error(`the file 'roles' must name ${wanted.join(' and ')}; it names ${found.length} of them`);
  return found.map(readRole).map((first) => ({ first, second: second(first) }));
}

/** The pairs of every database, in the order of the file 'databases'. */
const pairsByDatabase = ({ databases = '', roles = '' }: Files): readonly (readonly Pair[])[] =>
  databases
    .split('\n')
    .filter(Boolean)
    .map((database) => pairsOfDatabase(database, roles));

export const pairsOf = (files: Files): readonly Pair[] => pairsByDatabase(files).flat();

/** The second roles follow the first ones of their database. */
const insertAfter = <T>(list: readonly T[], isLast: (item: T) => boolean, more: readonly T[]): T[] =>
  list.flatMap((item) => (isLast(item) ? [item, ...more] : [item]));

function rolesWith(roles: string, pairs: readonly Pair[]): string {
  const last = pairs.at(-1)?.first.name;
  const more = pairs.map((pair) => `${pair.second.name} ${folder}${pair.second.secret}/${pair.second.key} ${pair.first.name}`);
  return insertAfter(roles.split('\n'), (line) => line.split(' ')[0] === last, more).join('\n');
}

interface Source {
  readonly secret?: { readonly name: string; readonly items: readonly object[] };
}

function sourcesWith(sources: readonly Source[], pairs: readonly Pair[]): Source[] {
  const last = pairs.at(-1)?.first.secret;
  const more = pairs.map(({ second: { secret, key } }) => ({ secret: { name: secret, items: [{ key, path: `${secret}/${key}` }] } }));
  return insertAfter(sources, (source) => source.secret?.name === last, more);
}

/** The component's ConfigMap and StatefulSet as they are rendered with `alternate` for every database; a test compares them. */
export function withAlternates(id: string, manifests: readonly Manifest[]): Manifest[] {
  const own = structuredClone(manifests.filter(({ kind, metadata }) => metadata.name === id && ['ConfigMap', 'StatefulSet'].includes(kind)));
  const data: Files = own.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  for (const pairs of pairsByDatabase(data))
    for (const manifest of own) {
      if (manifest.data) manifest.data.roles = rolesWith(manifest.data.roles, pairs);
      for (const { projected } of manifest.spec?.template.spec.volumes ?? [])
        if (projected?.sources) projected.sources = sourcesWith(projected.sources, pairs);
    }
  return own;
}

/** Values of an application that connects with the second roles, from those with the first ones; such as its environment. */
export function withSecondRoles<T>(values: T, pairs: readonly Pair[]): T {
  const text = pairs.reduce(
    (result, { first, second: other }) =>
      result.replaceAll(`//${first.name}:`, `//${other.name}:`).replaceAll(`"name":"${first.secret}"`, `"name":"${other.secret}"`),
    JSON.stringify(values),
  );
  return JSON.parse(text) as T;
}
