import { Construct } from 'constructs';
import {
  addScaledObject,
  applicationParts,
  applicationWave,
  Component,
  disruptionBudget,
  k8s,
  pod,
  requireValid,
  spread,
  startBeforeStop,
  Workload,
} from '../kubernetes';
import { type FilledProps, type WorkerProps, workerProps } from './schema';

/** Workers of Celery 5.5 or newer for the queues of one task queue. docs/worker.md has the settings that the application must have. */
export class Worker extends Construct {
  constructor(scope: Construct, id: string, given: WorkerProps) {
    super(scope, id);
    const props = requireValid(this, workerProps, given) as FilledProps;
    const workload = new Workload(this, {
      name: id,
      component: 'worker',
      connections: props.connections,
      settings: { pod: props.pod },
      egress: props.egress,
    });
    const { autoscaling } = props;
    const { container, ...application } = applicationParts(workload, id, { ...props, command: commandOf(props) });
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { labels: workload.labels, annotations: applicationWave },
      spec: {
        replicas: autoscaling.by === 'nothing' ? props.replicas : undefined, // each sync would undo what an autoscaler did
        minReadySeconds, // a worker listens on no port; one that cannot start ends within this time, and the update stops
        selector: { matchLabels: workload.selector },
        strategy: startBeforeStop(),
        template: pod({
          ...application,
          terminationGracePeriodSeconds: props.stopSeconds,
          spread: spread(workload, 'preferred'),
          containers: [container],
        }),
      },
    });
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', disruptionBudget(workload));
    if (autoscaling.by === 'tasks') {
      const { maximumReplicas, tasksPerPod } = autoscaling;
      addScaledObject(this, workload, { minimum: props.replicas, maximum: maximumReplicas, load: () => props.queues.waiting, perPod: tasksPerPod });
    }
    new Component(this, { kind: 'worker' });
  }
}

const minReadySeconds = 10;

/** SIGTERM makes Celery take no more tasks, and end when the running ones are finished. */
const commandOf = ({ application, queues, concurrency }: FilledProps): string[] => [
  'celery',
  `--app=${application}`,
  'worker',
  `--queues=${queues.names.join(',')}`,
  '--concurrency',
  String(concurrency),
  // Workers need no knowledge of each other, and the heartbeat of the broker's connection finds a dead one.
  '--without-gossip',
  '--without-mingle',
  '--loglevel=INFO',
];
