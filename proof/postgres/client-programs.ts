import type { Manifest } from '../../model';
import type { ClientProgram } from '../client-programs';
import type { Container } from '../shapes';
import { component, databaseContainer } from './component';

/** libpq and Python are in the database's image. */
export function libpqProgram(manifests: readonly Manifest[]): ClientProgram {
  const database = manifests.find((manifest) => manifest.kind === 'StatefulSet' && manifest.metadata.name === component);
  const image = database?.spec?.template?.spec?.containers?.find((container: Container) => container.name === databaseContainer)?.image;
  if (!image)
    throw new Error(`the manifests have no StatefulSet ${component} with a container '${databaseContainer}', whose image the libpq client needs`);
  return { image, uid: 101, command: ['/usr/bin/python3', '-u', '/proof/libpq.py'] };
}
