import type { RecordedScrape } from '../../model';
import {
  type Connection,
  componentEntries,
  type Data,
  type EnvironmentVariables,
  egressEntries,
  type Filled,
  image,
  integer,
  list,
  object,
  optional,
  port,
  printable,
  resources,
  type Slo,
  text,
  unchecked,
} from '../kubernetes';

const path = (description: string) => text(description, /^\/[!-~]*$/, "it must begin with '/' and contain no spaces", 1024);

const dataEntries = {
  ...componentEntries,
  ...egressEntries,
  image: image("The application's image with its tag or digest."),
  replicas: integer('Number of pods. Two or more are spread over nodes and have a disruption budget.', 1, 1000),
  resources: resources('Requests and memory limit of a pod.'),
};

/** Metrics of the application. */
export interface ApplicationMetrics {
  /** @default /metrics */
  readonly path?: string;
  /** Names of the metrics that this version of the application guarantees; objectives may use only these. */
  readonly promised: RecordedScrape;
}

/** The data of an environment for a web service. */
export const webServiceData = object(dataEntries);

export const webServiceProps = object({
  ...dataEntries,
  port: optional(port('Port that the application listens on.', 1024), 8000),
  command: optional(list("Command of the container, instead of the image's. @default the image's", printable('Word of the command.'), 1)),
  healthPath: optional(path('Path that returns 200 while the service can serve requests.'), '/health'),
  variables: optional(unchecked<EnvironmentVariables>()),
  connections: optional(unchecked<readonly Connection[]>()),
  metrics: optional(unchecked<ApplicationMetrics>()),
  slos: optional(unchecked<readonly Slo[]>()),
  drainSeconds: optional(integer('Seconds between the removal of a pod from the endpoints and the request to stop.', 1, 60), 5),
  stopSeconds: optional(integer('Seconds for the application to finish open requests after that.', 5, 3600), 25),
  uid: optional(integer('User and group of the process.', 1), 10001),
});

/** Props that the schema does not check; it would lose their types. */
type OfCode = 'variables' | 'connections' | 'metrics' | 'slos';

/** Props of a web service. */
export type WebServiceProps = Omit<Data<typeof webServiceProps>, OfCode> & {
  /** Variables in addition to those of the connections. @default none */
  readonly variables?: EnvironmentVariables;
  /** What it connects to. @default none */
  readonly connections?: readonly Connection[];
  /** Metrics that Prometheus scrapes from its port. @default none */
  readonly metrics?: ApplicationMetrics;
  /** Share of requests that must succeed, or be fast; computed from its metrics. @default none */
  readonly slos?: readonly Slo[];
};

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof webServiceProps>, OfCode> & Pick<WebServiceProps, OfCode>;
