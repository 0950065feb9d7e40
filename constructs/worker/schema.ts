import {
  type ApplicationWiring,
  applicationCode,
  applicationEntries,
  applicationImage,
  atLeast,
  type Data,
  described,
  type Filled,
  integer,
  is,
  numberIn,
  object,
  optional,
  type Places,
  pythonApplication,
  remedy,
  rule,
  unchecked,
  variant,
  when,
  withRules,
  word,
} from '../kubernetes';

const autoscaling = described(
  'What the number of pods follows, if it is not fixed.',
  variant(
    'by',
    ['nothing', 'tasks'],
    [
      object({ by: word('The number of pods is fixed.', 'nothing') }),
      object({
        by: word('It follows the number of waiting tasks. It needs KEDA in the cluster.', 'tasks'),
        maximumReplicas: integer('Maximum number of pods.', 3, 1000),
        tasksPerPod: integer('Waiting tasks for each pod, above which pods are added.', 1, 100_000),
      }),
    ],
  ),
);

const dataEntries = {
  ...applicationEntries,
  replicas: integer('Number of pods; with autoscaling, their minimum. At least 2, so that tasks continue without one of them.', 2, 1000),
  concurrency: integer('Tasks that a pod runs at the same time, each in a process of its own.', 4, 256),
  autoscaling: optional(autoscaling, { by: 'nothing' }),
  stopSeconds: optional(
    integer(
      'Seconds for the running tasks to finish when a pod stops. A task that takes longer is ended, and runs again in another pod.',
      10,
      86_400,
    ),
    300,
  ),
};

const data = object(dataEntries);

const scaled = ({ replicas, autoscaling: { by, maximumReplicas } }: Places<Filled<typeof data>>) => [
  when(
    is(by, 'tasks'),
    rule(maximumReplicas, atLeast(numberIn(maximumReplicas), numberIn(replicas)), remedy`it must be at least replicas (${replicas})`),
  ),
];

/** The data of an environment for a worker. */
export const workerData = withRules(data, scaled);

/** The queues of a task queue, as a worker reads them. */
export interface TaskQueues {
  /** Names of the work queue and of the queues of its retries. */
  readonly names: readonly string[];
  /** PromQL for the number of waiting tasks. */
  readonly waiting: string;
}

export const workerProps = withRules(
  object({
    ...dataEntries,
    ...applicationCode,
    image: applicationImage,
    application: pythonApplication,
    queues: unchecked<TaskQueues>(),
  }),
  scaled,
);

type OfCode = keyof ApplicationWiring | 'queues';

interface Wiring extends ApplicationWiring {
  /** Queues that it reads: those of one task queue. */
  readonly queues: TaskQueues;
}

/** Props of a worker. */
export type WorkerProps = Omit<Data<typeof workerProps>, OfCode> & Wiring;

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof workerProps>, OfCode> & Wiring;
