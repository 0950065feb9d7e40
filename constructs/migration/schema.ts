import {
  type ApplicationWiring,
  applicationCode,
  applicationEntries,
  applicationImage,
  command,
  type Data,
  type Filled,
  object,
} from '../kubernetes';

const { schemaCheck: _, ...code } = applicationCode;
const { egress: _none, ...entries } = applicationEntries;

/** The data of an environment for a migration. */
export const migrationData = object(entries);

export const migrationProps = object({
  ...entries,
  ...code,
  image: applicationImage,
  command: command(
    'Command that brings the schema of the database to what the image needs. It changes nothing if the schema is already there, or newer.',
  ),
});

/** Props of a migration. */
export type MigrationProps = Omit<Data<typeof migrationProps>, keyof ApplicationWiring> & ApplicationWiring;

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof migrationProps>, keyof ApplicationWiring> & ApplicationWiring;
