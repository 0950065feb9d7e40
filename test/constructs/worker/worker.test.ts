import { connect, external } from '../../../constructs/kubernetes';
import { Worker, type WorkerProps } from '../../../constructs/worker';
import type { Model } from '../../../model';
import { itRendersEveryProp } from '../every-prop';
import { failure, manifest, names, onCluster, renderIn } from '../fixture';

const required: WorkerProps = {
  image: 'ghcr.io/shop/shop:1.0.0',
  application: 'shop.celery',
  queues: { names: ['orders', 'orders.retry-1'], waiting: 'sum(rabbitmq_queue_messages_ready)' },
  replicas: 2,
  concurrency: 4,
  resources: { cpu: '50m', memory: '128Mi' },
};

const withKeda = onCluster({ operators: ['keda'], prometheus: 'http://metrics.monitoring.svc:9090' });
const rendered = (props: Partial<WorkerProps> = {}, data = onCluster({})): Model =>
  renderIn((chart) => new Worker(chart, 'emails', { ...required, ...props }), data);
const deployment = (props?: Partial<WorkerProps>, data?: typeof withKeda) => manifest(rendered(props, data), 'Deployment/emails').spec;

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<WorkerProps> = {
  ...required,
  image: 'ghcr.io/shop/shop:7.7.7',
  application: 'seven.celery:app',
  queues: { names: ['seven', 'seven.retry'], waiting: 'sum(seven)' },
  replicas: 7,
  concurrency: 17,
  autoscaling: { by: 'tasks', maximumReplicas: 77, tasksPerPod: 707 },
  resources: { cpu: '770m', memory: '777Mi' },
  stopSeconds: 1777,
  pod: { labels: { seven: 'pod' } },
  egress: [{ cidrs: ['10.7.7.0/24'], ports: [7070] }],
  variables: { SEVEN: 'seven wonders' },
  connections: [connect(external('sentry.io', 7443))],
  schemaCheck: ['seven', 'check'],
  uid: 70007,
};

const found: Readonly<Record<keyof WorkerProps, readonly string[]>> = {
  image: ['"image":"ghcr.io/shop/shop:7.7.7"'],
  application: ['--app=seven.celery:app'],
  queues: ['--queues=seven,seven.retry', '"query":"sum(seven)"'],
  replicas: ['"minReplicaCount":7'],
  concurrency: ['"--concurrency","17"'],
  autoscaling: ['"maxReplicaCount":77', '"threshold":"707"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  stopSeconds: ['"terminationGracePeriodSeconds":1777'],
  pod: ['"seven":"pod"'],
  egress: ['10.7.7.0/24', '"port":7070'],
  variables: ['seven wonders'],
  connections: ['"port":7443'],
  schemaCheck: ['"command":["seven","check"]'],
  uid: ['"runAsUser":70007'],
};

describe('a worker', () => {
  itRendersEveryProp<WorkerProps>(
    renderIn((chart) => new Worker(chart, 'emails', all), withKeda),
    found,
  );

  it('is a Deployment with a disruption budget, and no Service, because nothing connects to it', () => {
    expect(names(rendered()).slice(2)).toEqual(['NetworkPolicy/emails', 'Deployment/emails', 'PodDisruptionBudget/emails']);
  });

  it('reads the queues of its task queue, and knows nothing of other workers', () => {
    expect(deployment().template.spec.containers[0].command).toEqual([
      'celery',
      '--app=shop.celery',
      'worker',
      '--queues=orders,orders.retry-1',
      '--concurrency',
      '4',
      '--without-gossip',
      '--without-mingle',
      '--loglevel=INFO',
    ]);
  });

  it('has at least two pods, and four tasks at once in each (FR-015)', () => {
    expect(failure(() => rendered({ replicas: 1 }))).toBe('10-shop/emails: replicas is 1; it must be a whole number from 2 to 1000');
    expect(failure(() => rendered({ concurrency: 3 }))).toBe('10-shop/emails: concurrency is 3; it must be a whole number from 4 to 256');
  });

  it('is updated pod by pod, and not beyond one that ends at once', () => {
    expect(deployment()).toMatchObject({ minReadySeconds: 10, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
  });

  it('is scaled by KEDA by the length of its queues, and leaves the number to it', () => {
    const autoscaling = { by: 'tasks', maximumReplicas: 9, tasksPerPod: 50 } as const;
    expect(manifest(rendered({ autoscaling }, withKeda), 'ScaledObject/emails').spec).toEqual({
      scaleTargetRef: { name: 'emails' },
      minReplicaCount: 2,
      maxReplicaCount: 9,
      triggers: [
        {
          type: 'prometheus',
          metadata: { serverAddress: 'http://metrics.monitoring.svc:9090', query: 'sum(rabbitmq_queue_messages_ready)', threshold: '50' },
        },
      ],
    });
    expect(deployment({ autoscaling }, withKeda)).not.toHaveProperty('replicas');
  });

  it('is not scaled to fewer pods than it begins with', () => {
    expect(failure(() => rendered({ replicas: 9, autoscaling: { by: 'tasks', maximumReplicas: 8, tasksPerPod: 1 } }))).toBe(
      '10-shop/emails: autoscaling.maximumReplicas is 8; it must be at least replicas (9)',
    );
  });
});
