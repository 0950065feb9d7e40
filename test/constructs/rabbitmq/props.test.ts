import { secret } from '../../../constructs/kubernetes';
import type { RabbitmqProps } from '../../../constructs/rabbitmq';
import { itRendersEveryProp } from '../every-prop';
import { names } from '../fixture';
import { container, files, render, standalone, statefulSet } from './fixture';

type Clustered = Extract<RabbitmqProps, { architecture: 'clustered' }>;

/** A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<Clustered> = {
  architecture: 'clustered',
  replicas: 7,
  storage: '777Gi',
  resources: { cpu: '770m', memory: '777Mi' },
  users: [
    { name: 'user-seven', password: secret('password-seven', 'password-key') },
    { name: 'worker-seven', password: secret('worker-seven'), celery: true },
  ],
  taskQueues: [{ name: 'queue-seven', maximumMessages: 777, publishers: ['user-seven'], consumers: ['worker-seven'] }],
  images: { rabbitmq: { tag: '4.7.7' } },
  storageClass: 'class-seven',
  pod: { labels: { seven: 'pod' } },
  service: { labels: { seven: 'service' } },
  clients: [{ namespace: 'seven', labels: { app: 'client-seven' } }],
};

/** Text that proves that the prop is in the manifests. */
const found: Readonly<Record<keyof Clustered, readonly string[]>> = {
  architecture: ['"kind":"PodDisruptionBudget"'],
  replicas: ['"replicas":7', 'PODS=7\n'],
  storage: ['"storage":"777Gi"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  users: ['"name":"password-seven"', '"key":"password-key"', 'celeryev'],
  taskQueues: ['"write": "^(queue-seven)$"', '"max-length": 777'],
  images: ['docker.io/library/rabbitmq:4.7.7'],
  storageClass: ['"storageClassName":"class-seven"'],
  pod: ['"seven":"pod"'],
  service: ['"seven":"service"'],
  clients: ['"app":"client-seven"'],
};

describe('RabbitMQ with every prop', () => {
  itRendersEveryProp<Clustered>(render(all), found);
});

describe('a single node', () => {
  it('has no disruption budget, no spread and no hook: there is no other node', () => {
    expect(names(render(standalone))).not.toContain('PodDisruptionBudget/mq');
    expect(statefulSet(standalone).spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
    expect(container(standalone)).not.toHaveProperty('lifecycle');
  });
});

describe('another number of nodes', () => {
  it('changes only the number of pods in the StatefulSet, and thus restarts none', () => {
    const { replicas, ...spec } = statefulSet({ replicas: 5 }).spec;
    const { replicas: before, ...same } = statefulSet().spec;
    expect([before, replicas]).toEqual([3, 5]);
    expect(spec).toEqual(same);
  });
});

describe('the configuration', () => {
  const conf = files()['rabbitmq.conf'] ?? '';

  it.each([
    ['anonymous_login_user = none', 'nobody connects without a password'],
    ['definitions.skip_if_unchanged = true', 'a restart imports nothing that it has imported already'],
    ['quorum_queue.continuous_membership_reconciliation.enabled = true', 'a queue gets its third member when the node returns'],
    ['quorum_queue.continuous_membership_reconciliation.target_group_size = 3', 'so has every queue'],
  ])('has %s: %s', (line) => {
    expect(conf.split('\n')).toContain(line);
  });

  it('offers no mechanism without a password', () => {
    expect(conf.match(/^auth_mechanisms\..*$/gm)).toEqual(['auth_mechanisms.1 = PLAIN', 'auth_mechanisms.2 = AMQPLAIN']);
  });

  it('starts no management interface', () => {
    expect(files().enabled_plugins).toBe('[rabbitmq_prometheus].\n');
  });
});
