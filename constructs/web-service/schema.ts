import type { RecordedScrape } from '../../model';
import {
  type ApplicationWiring,
  applicationCode,
  applicationEntries,
  applicationImage,
  atLeast,
  command,
  componentEntries,
  constant,
  type Data,
  described,
  type Filled,
  integer,
  is,
  numberIn,
  object,
  optional,
  type Places,
  port,
  remedy,
  rule,
  type Slo,
  text,
  unchecked,
  variant,
  when,
  withRules,
  word,
} from '../kubernetes';

const path = (description: string) => text(description, /^\/[!-~]*$/, "it must begin with '/' and contain no spaces", 1024);

const byCpu = {
  maximumReplicas: integer('Maximum number of pods.', 2, 1000),
  cpuPercent: integer('Average use of CPU, in percent of the request, above which pods are added.', 1, 1000),
};

const autoscaling = described(
  'What the number of pods follows, if it is not fixed.',
  variant(
    'by',
    ['nothing', 'cpu', 'requests'],
    [
      object({ by: word('The number of pods is fixed.', 'nothing') }),
      object({ by: word('It follows the use of CPU.', 'cpu'), ...byCpu }),
      object({
        by: word('It follows requests and the use of CPU. It needs KEDA in the cluster.', 'requests'),
        ...byCpu,
        requestsPerSecond: integer('Requests per second that one pod takes; above, pods are added.', 1, 100_000),
      }),
    ],
  ),
);

const dataEntries = {
  ...componentEntries,
  ...applicationEntries,
  image: applicationImage,
  replicas: integer('Number of pods; with autoscaling, their minimum. Two or more are spread over nodes and have a disruption budget.', 1, 1000),
  autoscaling: optional(autoscaling, { by: 'nothing' }),
};

/** Metrics of the application, on a port of their own, so that no route to the application leads to them. */
export interface ApplicationMetrics {
  /** @default 9000 */
  readonly port?: number;
  /** @default /metrics */
  readonly path?: string;
  /** Names of the metrics that this version of the application guarantees; objectives may use only these. */
  readonly promised: RecordedScrape;
}

const scaled = ({ replicas, autoscaling: { by, maximumReplicas } }: Places<Filled<typeof data>>) =>
  (['cpu', 'requests'] as const).flatMap((word) => [
    when(
      is(by, word),
      rule(maximumReplicas, atLeast(numberIn(maximumReplicas), numberIn(replicas)), remedy`it must be at least replicas (${replicas})`),
    ),
    when(
      is(by, word),
      rule(
        replicas,
        atLeast(numberIn(replicas), constant(2)),
        remedy`it must be at least 2 with autoscaling up to ${maximumReplicas} pods: the budget of a single pod would allow no drain`,
      ),
    ),
  ]);

const data = object(dataEntries);

/** The data of an environment for a web service. */
export const webServiceData = withRules(data, scaled);

export const webServiceProps = withRules(
  object({
    ...dataEntries,
    ...applicationCode,
    port: optional(port('Port that the application listens on.', 1024), 8000),
    command: optional(command("Command of the container, instead of the image's. @default the image's")),
    healthPath: optional(path('Path that returns 200 while the service can serve requests.'), '/health'),
    metrics: optional(unchecked<ApplicationMetrics>()),
    slos: optional(unchecked<readonly Slo[]>()),
    drainSeconds: optional(integer('Seconds between the removal of a pod from the endpoints and the request to stop.', 1, 60), 5),
    stopSeconds: optional(integer('Seconds for the application to finish open requests after that.', 5, 3600), 25),
  }),
  scaled,
);

/** Props that the schema does not check; it would lose their types. */
type OfCode = keyof ApplicationWiring | 'metrics' | 'slos';

/** Props of a web service. */
export type WebServiceProps = Omit<Data<typeof webServiceProps>, OfCode> &
  ApplicationWiring & {
    /** Metrics that Prometheus scrapes. @default none */
    readonly metrics?: ApplicationMetrics;
    /** Share of requests that must succeed, or be fast; computed from its metrics. @default none */
    readonly slos?: readonly Slo[];
  };

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof webServiceProps>, OfCode> & Pick<WebServiceProps, OfCode>;
