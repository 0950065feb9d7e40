import { Construct } from 'constructs';
import {
  applicationParts,
  applicationWave,
  Component,
  type ConfigurationFile,
  componentFiles,
  folders,
  k8s,
  pod,
  requireValid,
  Workload,
} from '../kubernetes';
import { schedulerDown } from './alerts';
import { type FilledProps, type SchedulerProps, schedulerProps } from './schema';

/**
 * Celery's beat: it sends tasks to their queues when they are due. A StatefulSet of one pod, because its controller starts no second pod before the
 * first one is known to have ended, not even if the node of the first one is cut off; a Deployment would.
 */
export class Scheduler extends Construct {
  constructor(scope: Construct, id: string, given: SchedulerProps) {
    super(scope, id);
    const props = requireValid(this, schedulerProps, given) as FilledProps;
    const workload = new Workload(this, {
      name: id,
      component: 'scheduler',
      connections: props.connections,
      settings: { pod: props.pod },
      egress: props.egress,
      alerts: [schedulerDown],
      runbook: 'scheduler',
    });
    const files = componentFiles(this, workload, [schedulesFile(props)]);
    const {
      container,
      volumes = [],
      ...application
    } = applicationParts(workload, 'beat', {
      ...props,
      command: commandOf(props),
      variables: { ...props.variables, SCHEDULES_FILE: `${folders.files}/${fileName}`, SCHEDULES_TIME_ZONE: props.timeZone },
    });
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { labels: workload.labels, annotations: applicationWave },
      spec: {
        replicas: 1,
        selector: { matchLabels: workload.selector },
        serviceName: '', // nothing connects to it
        template: pod({
          ...application,
          annotations: files.annotations,
          terminationGracePeriodSeconds: 30,
          containers: [{ ...container, volumeMounts: [...(container.volumeMounts ?? []), files.mount] }],
          volumes: [...volumes, files.volume],
        }),
      },
    });
    new Component(this, { kind: 'scheduler' });
  }
}

const fileName = 'schedules.json';

const schedulesFile = ({ schedules }: FilledProps): ConfigurationFile => ({
  name: fileName,
  text: `${JSON.stringify(schedules, undefined, 2)}\n`,
  onChange: 'restart',
});

/** Its state, the time of the last run of each task, lives as long as its pod. */
const commandOf = ({ application }: FilledProps): string[] => [
  'celery',
  `--app=${application}`,
  'beat',
  '--schedule=/tmp/schedule',
  '--pidfile=', // none: one of an earlier process would stop this one
  '--loglevel=INFO',
];
