import {
  addedAnnotations,
  type Connection,
  componentEntries,
  type Data,
  described,
  type EnvironmentVariables,
  egressEntries,
  host,
  image,
  integer,
  list,
  object,
  optional,
  port,
  printable,
  resources,
  subdomain,
  text,
  unchecked,
} from '../kubernetes';

const path = (description: string) => text(description, /^\/[!-~]*$/, "it must begin with '/' and hold no spaces", 1024);

const dataEntries = {
  ...componentEntries,
  ...egressEntries,
  image: image("The application's image with its tag or digest."),
  replicas: integer('Number of pods. From two on they spread over nodes and have a disruption budget.', 1, 1000),
  resources: resources('Requests of a pod, and its memory limit.'),
  ingress: optional(
    described(
      'How clients from outside reach it, through the ingress controller. @default not reachable from outside',
      object({
        host: host('Host name.'),
        paths: optional(list("Path prefixes that lead to it. @default ['/']", path('Path prefix.'), 1)),
        tlsSecret: optional(
          subdomain("Secret with the certificate; it must exist. @default the ingress controller's own certificate", "a Secret's name"),
        ),
        annotations: optional(addedAnnotations('Annotations of the Ingress, which the controller reads.')),
        ingressClass: optional(subdomain("IngressClass. @default the cluster's", "an IngressClass' name")),
      }),
    ),
  ),
};

/** What an environment states of a web service. */
export const webServiceData = object(dataEntries);

export const webServiceProps = object({
  ...dataEntries,
  port: optional(port('Port that the application listens on. @default 8000', 1024)),
  command: optional(list("Command of the container, where the image's own is not meant. @default the image's", printable('Word of the command.'), 1)),
  healthPath: optional(path('Path that answers 200 while the service can serve. @default /health')),
  variables: optional(unchecked<EnvironmentVariables>()),
  connections: optional(unchecked<readonly Connection[]>()),
  drainSeconds: optional(integer('Seconds that endpoints get to forget a pod before it is asked to stop. @default 5', 1, 60)),
  stopSeconds: optional(integer('Seconds that the application gets for open requests after that. @default 25', 5, 3600)),
  uid: optional(integer('User and group of the process. @default 10001', 1)),
});

export type WebServiceProps = Omit<Data<typeof webServiceProps>, 'variables' | 'connections'> & {
  /** Variables beside those of the connections. @default none */
  readonly variables?: EnvironmentVariables;
  /** What it talks to. @default nothing */
  readonly connections?: readonly Connection[];
};
