import type { SecretKey } from '../kubernetes';
import type { PostgresClusterProps } from './schema';

type Database = PostgresClusterProps['databases'][number];

/** A role that logs in with a password. */
export interface Role extends SecretKey {
  readonly name: string;
}

export type Kind = 'owner' | 'application' | 'reader';

/** The roles of a database. privileges.sql gives them what they may do. */
export const rolesOf = ({ name, ownerPassword, applicationPassword, readerPassword }: Database): Readonly<Record<Kind, Role>> => ({
  owner: { name, ...ownerPassword },
  application: { name: `${name}_app`, ...applicationPassword },
  reader: { name: `${name}_reader`, ...readerPassword },
});
