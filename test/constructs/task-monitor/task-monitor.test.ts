import { connect, external, secret } from '../../../constructs/kubernetes';
import { TaskMonitor, type TaskMonitorProps } from '../../../constructs/task-monitor';
import type { Model } from '../../../model';
import { itRendersEveryProp } from '../every-prop';
import { manifest, names, renderIn } from '../fixture';

const required: TaskMonitorProps = { resources: { cpu: '50m', memory: '128Mi' }, connections: [] };

const rendered = (props: Partial<TaskMonitorProps> = {}): Model => renderIn((chart) => new TaskMonitor(chart, 'tasks', { ...required, ...props }));
const [container] = manifest(rendered(), 'Deployment/tasks').spec.template.spec.containers;

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<TaskMonitorProps> = {
  resources: { cpu: '770m', memory: '777Mi' },
  images: { flower: { tag: '7.7.7' } },
  password: secret('seven', 'seventh'),
  pod: { labels: { seven: 'pod' } },
  connections: [connect(external('broker.example.com', 7443))],
};

const found: Readonly<Record<keyof TaskMonitorProps, readonly string[]>> = {
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  images: ['"image":"docker.io/mher/flower:7.7.7"'],
  password: ['"key":"seventh","name":"seven"'],
  pod: ['"seven":"pod"'],
  connections: ['"port":7443'],
};

describe('a task monitor', () => {
  itRendersEveryProp<TaskMonitorProps>(
    renderIn((chart) => new TaskMonitor(chart, 'tasks', all)),
    found,
  );

  it('has a Service inside the cluster, and nothing that leads to it from outside', () => {
    expect(names(rendered()).slice(2)).toEqual(['NetworkPolicy/tasks', 'Deployment/tasks', 'Service/tasks']);
    expect(manifest(rendered(), 'NetworkPolicy/tasks').spec.ingress).toEqual([]);
    expect(manifest(rendered(), 'Service/tasks').spec).not.toHaveProperty('type');
  });

  it('asks for a password on port 5555 (FR-020)', () => {
    expect(container.command).toEqual(['celery', 'flower', '--port=5555']);
    expect(container.env).toEqual([
      { name: 'FLOWER_BASIC_AUTH_PASSWORD', valueFrom: { secretKeyRef: { name: 'tasks', key: 'password' } } },
      { name: 'FLOWER_BASIC_AUTH', value: 'flower:$(FLOWER_BASIC_AUTH_PASSWORD)' },
    ]);
  });
});
