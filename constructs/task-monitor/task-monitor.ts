import { Construct } from 'constructs';
import {
  applicationParts,
  applicationWave,
  Component,
  componentName,
  httpProbe,
  k8s,
  pod,
  portOf,
  reference,
  requireValid,
  secret,
  Workload,
} from '../kubernetes';
import { images } from './images';
import { type FilledProps, type TaskMonitorProps, taskMonitorProps } from './schema';

const port = 5555;

/** Flower: live tasks, their results, and workers. It has a Service inside the cluster and no way to the edge; `kubectl port-forward` reaches it. */
export class TaskMonitor extends Construct {
  constructor(scope: Construct, id: string, given: TaskMonitorProps) {
    super(scope, id);
    const props = requireValid(this, taskMonitorProps, given) as FilledProps;
    const workload = new Workload(this, {
      name: 'flower',
      component: 'task-monitor',
      connections: props.connections,
      settings: { pod: props.pod },
    });
    const { container, ...application } = applicationParts(workload, 'flower', {
      image: reference(props.images.flower),
      command: ['celery', 'flower', `--port=${port}`],
      resources: props.resources,
      variables: { FLOWER_BASIC_AUTH: { parts: ['flower:', props.password ?? secret(componentName(this))] } },
      uid: images.flower.uid,
    });
    const probe = { ...httpProbe('/healthcheck', 'http'), timeoutSeconds: 2 };
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { labels: workload.labels, annotations: applicationWave },
      spec: {
        replicas: 1, // its history is in its memory; a second pod would show another one
        selector: { matchLabels: workload.selector },
        strategy: { type: 'Recreate' },
        template: pod({
          ...application,
          terminationGracePeriodSeconds: 10,
          containers: [
            {
              ...container,
              ports: [{ name: 'http', containerPort: port }],
              startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 60 },
              readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
              livenessProbe: { tcpSocket: { port: portOf('http') }, timeoutSeconds: 2, periodSeconds: 10, failureThreshold: 6 },
            },
          ],
        }),
      },
    });
    new k8s.KubeService(this, 'Service', {
      metadata: workload.serviceMetadata,
      spec: { selector: workload.selector, ports: [{ name: 'http', port, targetPort: portOf('http') }] },
    });
    new Component(this, { kind: 'task-monitor' });
  }
}
