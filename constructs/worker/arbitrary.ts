import fc from 'fast-check';
import { type ComponentArbitrary, mostly, of, optional, record, resources, wrongId, wrongNumber, wrongText } from '../kubernetes/arbitraries';
import type { WorkerProps } from './schema';
import { Worker } from './worker';

type Props = Omit<WorkerProps, 'connections' | 'variables' | 'queues'>;

const props = record<Props>({
  image: mostly(of('ghcr.io/shop/app:1.0.0'), wrongText),
  application: mostly(of('shop', 'shop.celery', 'shop.celery:app'), fc.oneof(of('shop celery', 'shop:', '1shop'), wrongText)),
  replicas: mostly(of(2, 3, 50), fc.oneof(of(1), wrongNumber)),
  concurrency: mostly(of(4, 16), fc.oneof(of(3), wrongNumber)),
  resources,
  autoscaling: optional(
    fc.oneof<fc.Arbitrary<NonNullable<WorkerProps['autoscaling']>>[]>(
      record({ by: of('nothing' as const) }),
      record({ by: of('tasks' as const), maximumReplicas: mostly(of(50, 100), wrongNumber), tasksPerPod: mostly(of(1, 100), wrongNumber) }),
    ),
  ),
  stopSeconds: optional(mostly(of(10, 300), wrongNumber)),
  schemaCheck: optional(fc.array(mostly(of('alembic', 'check'), wrongText), { minLength: 1, maxLength: 2 })),
  uid: optional(mostly(of(1, 1000), wrongNumber)),
});

export const arbitrary: ComponentArbitrary<Props> = {
  weight: 1,
  id: mostly(of('worker', 'emails', 'f'.repeat(52)), wrongId),
  props,
  make: (scope, id, given, connections) => new Worker(scope, id, { ...given, queues: { names: ['orders'], waiting: 'vector(0)' }, connections }),
};
