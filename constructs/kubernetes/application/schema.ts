// What every application may set: a program of the platform's own, with its image and commands as data.
import { componentEntries, egressEntries } from '../schema/component';
import { image, printable } from '../schema/fields';
import { resources } from '../schema/quantities';
import { integer, list, optional, text, unchecked } from '../schema/schema';
import type { Connection } from '../workload/connections';
import type { EnvironmentVariables } from '../workload/environment-variables';

/** What an environment may set. */
export const applicationEntries = {
  pod: componentEntries.pod,
  ...egressEntries,
  resources: resources('Requests and memory limit of a pod.'),
};

export const applicationImage = image("The application's image with its tag or digest.");

/** Words of a command. */
export const command = (description: string) => list(description, printable('Word of the command.'), 1);

/** The application of Celery that workers and schedulers run. */
export const pythonApplication = text(
  "Celery's application: a Python module, and a name in it after ':'.",
  /^[A-Za-z_][A-Za-z0-9_.]*(:[A-Za-z_][A-Za-z0-9_]*)?$/,
  "it must be a Python module such as 'shop.celery' or 'shop.celery:app'",
);

/** What a chart may set in addition. */
export const applicationCode = {
  variables: optional(unchecked<EnvironmentVariables>()),
  connections: optional(unchecked<readonly Connection[]>()),
  schemaCheck: optional(
    command(
      "Command of the image that ends with 0 as soon as the database has the schema that this image needs, and that waits for it. It runs before the application, with the application's variables. @default none",
    ),
  ),
  uid: optional(integer('User and group of the process.', 1), 10001),
};

/** Props that the schema does not check; it would lose their types. */
export interface ApplicationWiring {
  /** Variables in addition to those of the connections. @default none */
  readonly variables?: EnvironmentVariables;
  /** What it connects to. @default none */
  readonly connections?: readonly Connection[];
}
