import type { SecretKey } from '../kubernetes';
import type { PostgresClusterProps } from './schema';

type Database = PostgresClusterProps['databases'][number];

/** A role that logs in with a password. */
export interface Role extends SecretKey {
  readonly name: string;
  /** Role whose privileges it has. @default its own */
  readonly memberOf?: string;
}

export type Kind = 'owner' | 'application' | 'reader';

const first = ({ name, ownerPassword, applicationPassword, readerPassword }: Database): Readonly<Record<Kind, Role>> => ({
  owner: { name, ...ownerPassword },
  application: { name: `${name}_app`, ...applicationPassword },
  reader: { name: `${name}_reader`, ...readerPassword },
});

const second = ({ name, alternate }: Database): { readonly application: Role; readonly reader: Role } | undefined =>
  alternate && {
    application: { name: `${name}_app2`, memberOf: `${name}_app`, ...alternate.applicationPassword },
    reader: { name: `${name}_reader2`, memberOf: `${name}_reader`, ...alternate.readerPassword },
  };

/** The roles of a database, each after the one whose privileges it has. privileges.sql gives the first ones what they may do. */
export const rolesOf = (database: Database): readonly Role[] => [...Object.values(first(database)), ...Object.values(second(database) ?? {})];

/** The role that clients of a kind get. */
export const roleFor = (database: Database, kind: Kind): Role =>
  ({ ...first(database), ...(database.alternate?.used ? second(database) : {}) })[kind];
