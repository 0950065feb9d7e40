import type { Manifest } from '../../model';
import { apply } from '../kubectl';

// The passwords of a RedisCluster's users.

export interface UserPassword {
  readonly user: string;
  readonly secret: string;
  readonly key: string;
}

interface Source {
  readonly secret: { readonly name: string; readonly items: readonly { readonly key: string; readonly path: string }[] };
}

/** Where a StatefulSet reads the password of each of its users. */
export function passwordsOf(statefulSet: Manifest): readonly UserPassword[] {
  const volumes: readonly { readonly projected?: { readonly sources: readonly Source[] } }[] = statefulSet.spec?.template.spec.volumes ?? [];
  const found = volumes
    .flatMap(({ projected }) => projected?.sources ?? [])
    .flatMap(({ secret }) => secret.items.map(({ key, path }) => ({ user: path, secret: secret.name, key })));
  if (found.length === 0) throw new Error(`StatefulSet ${statefulSet.metadata.name} has no projected volume with the passwords of its users`);
  return found;
}

/** A Secret for each name, with the values of its keys. */
export function secretsOf(namespace: string, passwords: readonly UserPassword[], value: (of: UserPassword) => string): readonly Manifest[] {
  const names = [...new Set(passwords.map(({ secret }) => secret))];
  return names.map((name) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: Object.fromEntries(passwords.filter(({ secret }) => secret === name).map((of) => [of.key, value(of)])),
  }));
}

/** Changes the password of every user in the Secrets. */
export const changePasswords = async (namespace: string, passwords: readonly UserPassword[], value: () => string): Promise<void> =>
  void (await apply(secretsOf(namespace, passwords, value)));
