import { Construct } from 'constructs';
import { Component, ContentJob, migrationWave, requireValid } from '../kubernetes';
import { type FilledProps, type MigrationProps, migrationProps } from './schema';

/** A migration of a database's schema: a Job that runs once for each image. Applications wait for the schema by their `schemaCheck`. */
export class Migration extends Construct {
  constructor(scope: Construct, id: string, given: MigrationProps) {
    super(scope, id);
    const props = requireValid(this, migrationProps, given) as FilledProps;
    new ContentJob(this, 'migration', {
      name: id,
      component: 'migration',
      connections: props.connections,
      settings: { pod: props.pod },
      command: props.command,
      variables: () => props.variables ?? {},
      image: props.image,
      user: { uid: props.uid, gid: props.uid },
      resources: props.resources,
      retries,
      annotations: migrationWave,
    });
    new Component(this, { kind: 'migration' });
  }
}

/** The database may start at the same time: these retries take about 10 minutes. */
const retries = 6;
